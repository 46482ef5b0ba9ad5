package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.List;

/** Where items are given up: every loss is counted under its reason, and said in the log. */
final class Losses {

  private static final List<SelfMetric> COUNTERS =
      List.of(
          SelfMetric.ITEMS_DROPPED_QUEUE_FULL,
          SelfMetric.ITEMS_DROPPED_REJECTED,
          SelfMetric.ITEMS_DROPPED_TOO_BIG,
          SelfMetric.ITEMS_DROPPED_EXPIRED,
          SelfMetric.ITEMS_DROPPED_SHUTDOWN);

  private final Telemetry telemetry;
  private final LimitedLog log;

  Losses(Telemetry telemetry, LimitedLog log) {
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Gives items up.
   *
   * @param reason the rest of the sentence "Dropped 3 series or sketches: ..."
   */
  void drop(SelfMetric counter, long items, String reason) {
    if (items > 0) {
      telemetry.add(counter, items);
      log.warn(counter.id(), () -> "Dropped " + items + " series or sketches: " + reason);
    }
  }

  /** Gives up the bodies that a full queue had no room for. */
  void dropFromFullQueue(List<Body> bodies) {
    for (Body body : bodies) {
      drop(
          SelfMetric.ITEMS_DROPPED_QUEUE_FULL,
          body.items(),
          "the delivery queue is full; --queue-bytes makes it larger");
    }
  }

  /** All items given up so far. */
  long total() {
    return COUNTERS.stream().mapToLong(telemetry::total).sum();
  }
}
