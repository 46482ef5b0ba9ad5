package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricType;

/**
 * The value of a context in a second that its senders named.
 *
 * <p>Threads: written by the aggregator's thread, handed over once, then only read.
 */
final class TimedPoint {
  final Context context;

  /** COUNT or GAUGE; the context of an Agent's metric does not tell. */
  final MetricType type;

  final long timestampSeconds;
  double value;

  /** When the last sample of it came, in Unix seconds. */
  long arrivalSeconds;

  TimedPoint(Context context, MetricType type, long timestampSeconds) {
    this.context = context;
    this.type = type;
    this.timestampSeconds = timestampSeconds;
  }
}
