package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.cell.FiniteSum;
import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.context.ContextKey;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The points whose senders named the second they belong to, merged per context and second over all
 * shards.
 *
 * <p>They leave with the bucket in which they arrived, with exactly that second as their timestamp.
 * Datadog keeps one value per context and timestamp, the last one written; so counts of one second
 * are added up, and a gauge is replaced. A count that comes after its second has already left would
 * replace what Datadog has by less. Therefore sums stay for {@value #KEPT_SECONDS} seconds after
 * they left, and a late count makes the whole sum leave again. Whoever is later still, or finds
 * that the sum had to make room, does replace the earlier value.
 *
 * <p>Memory is bounded: no more than {@value #MAX_POINTS} points come in one bucket, and sums that
 * are only kept for late counts make room for new ones.
 *
 * <p>Threads: owned by the flush thread.
 */
final class TimedPoints {
  static final int MAX_POINTS = 100_000;
  static final int KEPT_SECONDS = 60;

  private final Map<PointKey, Point> points = new LinkedHashMap<>();

  private record PointKey(ContextKey context, long timestampSeconds) {}

  /** The value of a second, and whether it must leave. */
  private static final class Point {
    final Context context;
    double value;
    boolean due;
    long arrivalSeconds;
    long leftSeconds;

    Point(Context context) {
      this.context = context;
    }
  }

  void add(TimedPoint arrived) {
    PointKey key = new PointKey(arrived.context.key(), arrived.timestampSeconds);
    Point point = points.get(key);
    if (point == null) {
      if (points.size() >= MAX_POINTS) {
        points.values().removeIf(each -> !each.due);
      }
      point = new Point(arrived.context);
      points.put(key, point);
    }
    if (arrived.type == MetricType.COUNT) {
      point.value = FiniteSum.of(point.value, arrived.value);
    } else if (!point.due || arrived.arrivalSeconds >= point.arrivalSeconds) {
      point.value = arrived.value;
      point.arrivalSeconds = arrived.arrivalSeconds;
    }
    point.due = true;
  }

  /** Writes every point that is due, and forgets those that nobody is expected to add to. */
  void emit(long nowSeconds, SnapshotBuilder snapshot) {
    points.forEach(
        (key, point) -> {
          if (point.due) {
            write(key, point, snapshot);
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

  private static void write(PointKey key, Point point, SnapshotBuilder snapshot) {
    if (key.context().type() == MetricType.COUNT) {
      snapshot.countAt(key.timestampSeconds(), point.context, point.value);
    } else {
      snapshot.gaugeAt(key.timestampSeconds(), point.context, point.value);
    }
  }
}
