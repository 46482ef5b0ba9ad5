package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.backfill.Batch;
import io.tagalong.sidecar.connection.Connection.Surroundings;
import io.tagalong.sidecar.deliver.SupervisedDelivery;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.encode.MessageEncoder;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what a connection is to send: metrics in a window, until it is closed, and logs until
 * they fill a batch. Then it is encoded and handed over to the delivery, where it is bounded in
 * bytes.
 *
 * <p>Threads: guarded by its connection.
 */
final class Gatherer {
  /** As the document of the gateway has it. */
  private static final int LOGS_IN_A_BATCH = 500;

  private final SupervisedDelivery delivery;
  private final Surroundings surroundings;
  private final Window window = new Window();
  private List<LogItem> logs = new ArrayList<>();
  private boolean ended;

  /** The end of the last window: no two may have the same, or one would overwrite the other. */
  private long exportedUntilSeconds;

  /** The time that a window spans, in seconds since 1970. */
  record Span(long fromSeconds, long toSeconds) {}

  Gatherer(SupervisedDelivery delivery, long exportedUntilSeconds, Surroundings surroundings) {
    this.delivery = delivery;
    this.exportedUntilSeconds = exportedUntilSeconds;
    this.surroundings = surroundings;
  }

  void take(Snapshot bucket) {
    if (ended) {
      surroundings.telemetry().add(SelfMetric.ITEMS_DROPPED_DISCONNECTED, bucket.items());
    } else {
      int dropped = window.add(bucket);
      surroundings.telemetry().add(SelfMetric.CONNECTIONS_SERIES_DROPPED_LIMIT, dropped);
    }
  }

  void take(List<LogItem> more) {
    if (ended) {
      surroundings.telemetry().add(SelfMetric.ITEMS_DROPPED_DISCONNECTED, more.size());
      return;
    }
    logs.addAll(more);
    while (logs.size() >= LOGS_IN_A_BATCH) {
      handOver(logs.subList(0, LOGS_IN_A_BATCH));
      logs = new ArrayList<>(logs.subList(LOGS_IN_A_BATCH, logs.size()));
    }
  }

  /** Takes logs of the past, unless they would take the room of the present. */
  boolean offer(Batch batch) {
    boolean taken = !ended && delivery.hasRoom();
    if (taken) {
      delivery.accept(
          MessageEncoder.logs(batch.logs(), batch.oldestSeconds(), surroundings.encoding()));
    }
    return taken;
  }

  /** Closes the window, and hands over all there is. */
  Span handOver() {
    Span span = new Span(exportedUntilSeconds, nextEndSeconds());
    exportedUntilSeconds = span.toSeconds;
    Snapshot whole = window.take(span.fromSeconds, span.toSeconds);
    delivery.accept(BodyEncoder.encode(whole, surroundings.encoding()));
    handOver(logs);
    logs = new ArrayList<>();
    return span;
  }

  /** Hands over the last; what comes still is dropped: the flush thread may not know of the end. */
  void end() {
    Span unused = handOver();
    ended = true;
  }

  long exportedUntilSeconds() {
    return exportedUntilSeconds;
  }

  /** Logs that are not handed over yet. */
  int logs() {
    return logs.size();
  }

  private long nextEndSeconds() {
    return Math.max(surroundings.clock().seconds(), exportedUntilSeconds + 1);
  }

  private void handOver(List<LogItem> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long nowMillis = Duration.ofSeconds(surroundings.clock().seconds()).toMillis();
    long oldestMillis =
        batch.stream()
            .mapToLong(log -> log.timestampMillis().orElse(nowMillis))
            .min()
            .orElse(nowMillis);
    delivery.accept(
        MessageEncoder.logs(List.copyOf(batch), oldestMillis / 1000, surroundings.encoding()));
  }
}
