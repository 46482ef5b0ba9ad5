package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.DeliveryFigures;
import java.util.List;
import java.util.Optional;

/**
 * A connection as its user sees it.
 *
 * @param error what is wrong and what to do about it; empty when nothing is
 * @param nextSyncSeconds Unix time; nothing while it is paused
 * @param gatheredLogs those not handed to delivery yet
 * @param figures what became of what was
 * @param backfill the last, over or not
 */
record View(
    Profile profile,
    Status status,
    String error,
    Optional<Long> nextSyncSeconds,
    Optional<Sync> lastSync,
    int gatheredLogs,
    List<DeliveryFigures> figures,
    Optional<PastRequests.Report> backfill) {
  View {
    figures = List.copyOf(figures);
  }
}
