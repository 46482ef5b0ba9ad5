package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.telemetry.SelfMetric;

/** Why items are given up, each with its counter. */
public enum DropReason {
  QUEUE_FULL(SelfMetric.ITEMS_DROPPED_QUEUE_FULL),
  REJECTED(SelfMetric.ITEMS_DROPPED_REJECTED),
  TOO_BIG(SelfMetric.ITEMS_DROPPED_TOO_BIG),
  EXPIRED(SelfMetric.ITEMS_DROPPED_EXPIRED),
  UNKNOWN_FATE(SelfMetric.ITEMS_DROPPED_UNKNOWN_FATE),
  SHUTDOWN(SelfMetric.ITEMS_DROPPED_SHUTDOWN),
  SPOOL_FULL(SelfMetric.ITEMS_DROPPED_SPOOL_FULL),
  SPOOL_CORRUPT(SelfMetric.ITEMS_DROPPED_SPOOL_CORRUPT),
  DISCONNECTED(SelfMetric.ITEMS_DROPPED_DISCONNECTED);

  private final SelfMetric counter;

  DropReason(SelfMetric counter) {
    this.counter = counter;
  }

  public SelfMetric counter() {
    return counter;
  }
}
