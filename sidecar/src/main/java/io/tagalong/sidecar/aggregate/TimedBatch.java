package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.telemetry.Lane;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts and gauges whose senders named the second they belong to, as one bucket gathers them:
 * counts of one second are added up, a gauge is replaced. What becomes of them is a matter of
 * {@link TimedPoints}.
 *
 * <p>Memory is bounded: new points beyond the maximum are dropped and counted.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class TimedBatch {
  // Datadog's documentation of the series route: not more than ten minutes in the future or more
  // than one hour in the past. What lies outside is discarded without a word.
  static final int MAX_AGE_SECONDS = 3600;
  static final int MAX_AHEAD_SECONDS = 600;

  private final int maxPoints;
  private final Lane lane;
  private Map<PointKey, TimedPoint> points = new LinkedHashMap<>();

  private record PointKey(Context context, long timestampSeconds) {}

  TimedBatch(int maxPoints, Lane lane) {
    this.maxPoints = maxPoints;
    this.lane = lane;
  }

  /** Tells whether samples of this kind and time can be taken at all; if not, counts them. */
  boolean admits(MetricLine line, long nowSeconds) {
    if (line.type() != MetricType.COUNT && line.type() != MetricType.GAUGE) {
      lane.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMPED_TYPE, line.valueCount());
      return false;
    }
    long seconds = line.timestampSeconds();
    if (seconds < nowSeconds - MAX_AGE_SECONDS || seconds > nowSeconds + MAX_AHEAD_SECONDS) {
      lane.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_OUT_OF_RANGE, line.valueCount());
      return false;
    }
    return true;
  }

  /**
   * Takes the samples of an admitted message. The sample rate is ignored, as the Agent does.
   *
   * @return how many were taken; the others are counted
   */
  int add(Context context, MetricLine line, long nowSeconds) {
    PointKey key = new PointKey(context, line.timestampSeconds());
    TimedPoint known = points.get(key);
    if (known == null && points.size() >= maxPoints) {
      lane.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_LIMIT, line.valueCount());
      return 0;
    }
    TimedPoint point =
        known != null ? known : new TimedPoint(context, line.type(), line.timestampSeconds());
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      boolean adds = line.type() == MetricType.COUNT;
      double value = adds ? point.value + line.value(i) : line.value(i);
      if (Double.isFinite(value)) {
        point.value = value;
        point.arrivalSeconds = nowSeconds;
        accepted++;
      }
    }
    if (known == null && accepted > 0) {
      points.put(key, point);
    }
    lane.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, line.valueCount() - accepted);
    return accepted;
  }

  /** Lets go of all points. */
  Collection<TimedPoint> take() {
    Collection<TimedPoint> taken = points.values();
    points = new LinkedHashMap<>();
    return taken;
  }
}
