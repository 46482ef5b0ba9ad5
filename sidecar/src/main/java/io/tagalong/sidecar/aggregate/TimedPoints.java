package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts and gauges whose senders named the second they belong to, merged per context and second.
 *
 * <p>They leave at the next bucket's end with exactly that second as their timestamp. Datadog keeps
 * one value per context and timestamp, the last one written; so counts of one second are added up
 * here, and a gauge is replaced. A count that comes after its second has already left would replace
 * what Datadog has by less. Therefore sums stay for {@value #KEPT_SECONDS} seconds after they left,
 * and a late count makes the whole sum leave again. Whoever is later still, or finds that the sum
 * had to make room, does replace the earlier value.
 *
 * <p>Memory is bounded: at most {@value #MAX_POINTS} points. Sums that are only kept for late
 * counts make room for new ones; beyond that new points are dropped and counted.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class TimedPoints {
  static final int MAX_POINTS = 100_000;
  static final int KEPT_SECONDS = 60;

  // Datadog's documentation of the series route: not more than ten minutes in the future or more
  // than one hour in the past. What lies outside is discarded without a word.
  static final int MAX_AGE_SECONDS = 3600;
  static final int MAX_AHEAD_SECONDS = 600;

  private final Telemetry telemetry;
  private final Map<PointKey, Point> points = new LinkedHashMap<>();

  private record PointKey(ContextKey context, long timestampSeconds) {}

  /** The value of a second, and whether it must leave. */
  private static final class Point {
    double value;
    boolean due;
    long leftSeconds;
  }

  TimedPoints(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Tells whether samples of this kind and time can be taken at all; if not, counts them. */
  boolean admits(MetricLine line, long nowSeconds) {
    if (line.type() != MetricType.COUNT && line.type() != MetricType.GAUGE) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMPED_TYPE, line.valueCount());
      return false;
    }
    long seconds = line.timestampSeconds();
    if (seconds < nowSeconds - MAX_AGE_SECONDS || seconds > nowSeconds + MAX_AHEAD_SECONDS) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_OUT_OF_RANGE, line.valueCount());
      return false;
    }
    return true;
  }

  /**
   * Takes the samples of an admitted message. The sample rate is ignored, as the Agent does.
   *
   * @return how many were taken; the others are counted
   */
  int add(ContextKey context, MetricLine line) {
    PointKey key = new PointKey(context, line.timestampSeconds());
    Point known = points.get(key);
    if (known == null && points.size() >= MAX_POINTS && !makeRoom()) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_LIMIT, line.valueCount());
      return 0;
    }
    Point point = known != null ? known : new Point();
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      boolean adds = context.type() == MetricType.COUNT;
      double value = adds ? point.value + line.value(i) : line.value(i);
      if (Double.isFinite(value)) {
        point.value = value;
        point.due = true;
        accepted++;
      }
    }
    if (point.due) {
      points.put(key, point);
    }
    telemetry.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, line.valueCount() - accepted);
    return accepted;
  }

  /** Writes every point that is due, and forgets those that nobody is expected to add to. */
  void emit(long nowSeconds, SnapshotBuilder snapshot) {
    points.forEach(
        (key, point) -> {
          if (point.due) {
            write(key, point.value, snapshot);
            point.due = false;
            point.leftSeconds = nowSeconds;
          }
        });
    points
        .entrySet()
        .removeIf(
            each ->
                each.getKey().context().type() == MetricType.GAUGE
                    || each.getValue().leftSeconds <= nowSeconds - KEPT_SECONDS);
  }

  private static void write(PointKey key, double value, SnapshotBuilder snapshot) {
    ContextKey context = key.context();
    if (context.type() == MetricType.COUNT) {
      snapshot.countAt(key.timestampSeconds(), context, value);
    } else {
      snapshot.gaugeAt(key.timestampSeconds(), context, value);
    }
  }

  private boolean makeRoom() {
    return points.values().removeIf(point -> !point.due);
  }
}
