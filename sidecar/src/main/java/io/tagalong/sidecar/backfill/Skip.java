package io.tagalong.sidecar.backfill;

import io.tagalong.sidecar.telemetry.SelfMetric;

/** Why a line of the file does not become a log. */
public enum Skip {
  /** Datadog's intake discards logs that are older than 18 hours. */
  TOO_OLD(SelfMetric.BACKFILL_LINES_REJECTED_TOO_OLD),
  NO_TIME(SelfMetric.BACKFILL_LINES_REJECTED_NO_TIME),
  NOT_JSON(SelfMetric.BACKFILL_LINES_REJECTED_NOT_JSON),
  TOO_LONG(SelfMetric.BACKFILL_LINES_REJECTED_TOO_LONG),
  /** It has neither a model nor a status, or is a webhook that repeats another. */
  NO_REQUEST(SelfMetric.BACKFILL_LINES_REJECTED_NO_REQUEST);

  private final SelfMetric counter;

  Skip(SelfMetric counter) {
    this.counter = counter;
  }

  SelfMetric counter() {
    return counter;
  }
}
