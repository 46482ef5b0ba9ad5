package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.ClosedBucket.End;
import io.tagalong.sidecar.cell.Cells;
import io.tagalong.sidecar.cell.Numbers;
import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.function.Consumer;

/**
 * Makes snapshots of closed buckets that come in ascending order: percentiles, estimates, the zeros
 * of silent counters and the points of their own time.
 *
 * <p>A shard hands over nothing for buckets in which nothing was heard of it, for instance after
 * the process was suspended. The zeros of such a gap are written when the next bucket comes.
 *
 * <p>Like the Agent, {@code compatibility: agent} has zeros and times of its own, made before the
 * hand-over; its buckets pass as they are.
 *
 * <p>Threads: owned by the flush thread.
 */
final class SnapshotStage {
  private final AggregatorSettings settings;
  private final Telemetry telemetry;
  private final Consumer<Snapshot> next;
  private final ZeroFiller zeros;
  private final TimedPoints timed = new TimedPoints();

  /** Where a gap would begin; at first in a future that never comes. */
  private long gapStartSeconds = Long.MAX_VALUE;

  SnapshotStage(
      AggregatorSettings settings, long nowSeconds, Telemetry telemetry, Consumer<Snapshot> next) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.next = next;
    zeros = new ZeroFiller(nowSeconds);
  }

  void take(ClosedBucket bucket) {
    SnapshotBuilder snapshot = new SnapshotBuilder(settings);
    if (settings.compatibility() == Compatibility.AGENT) {
      emit(bucket.numbers(), snapshot);
      emit(bucket.cells(), snapshot);
      bucket.timed().forEach(point -> emit(point, snapshot));
    } else {
      fillGapBefore(bucket.startSeconds());
      gapStartSeconds = settings.bucketEnd(bucket.startSeconds());
      emit(bucket, snapshot);
    }
    handOn(snapshot, bucket.startSeconds());
  }

  private void emit(ClosedBucket bucket, SnapshotBuilder snapshot) {
    zeros.expectMoreOf(bucket.startSeconds(), bucket.numbers());
    if (bucket.end() == End.COMPLETE) {
      zeros.emit(bucket.startSeconds(), snapshot);
    }
    emit(bucket.numbers(), snapshot);
    emit(bucket.cells(), snapshot);
    bucket.timed().forEach(timed::add);
    timed.emit(bucket.startSeconds(), snapshot);
  }

  private void fillGapBefore(long startSeconds) {
    boolean counters = true;
    for (long start = gapStartSeconds;
        start < startSeconds && counters;
        start = settings.bucketEnd(start)) {
      SnapshotBuilder snapshot = new SnapshotBuilder(settings);
      counters = zeros.emit(start, snapshot);
      handOn(snapshot, start);
    }
  }

  private void handOn(SnapshotBuilder snapshot, long startSeconds) {
    telemetry.add(SelfMetric.SETS_ESTIMATED, snapshot.estimatedSets());
    telemetry.add(SelfMetric.SERIES_FILTERED_METRIC_FILTERLIST, snapshot.filteredSeries());
    if (!snapshot.empty()) {
      next.accept(snapshot.build(startSeconds));
    }
  }

  private static void emit(Numbers numbers, SnapshotBuilder snapshot) {
    for (int i = 0; i < numbers.size(); i++) {
      Courtesy.atStep(i);
      Context context = numbers.context(i);
      if (context.type() == MetricType.COUNT) {
        snapshot.count(context, "", numbers.value(i));
      } else {
        snapshot.gauge(context, "", numbers.value(i));
      }
    }
  }

  private static void emit(Cells cells, SnapshotBuilder snapshot) {
    for (int i = 0; i < cells.size(); i++) {
      Courtesy.atStep(i);
      cells.cell(i).emit(snapshot.on(cells.context(i)));
    }
  }

  private static void emit(TimedPoint point, SnapshotBuilder snapshot) {
    if (point.type == MetricType.COUNT) {
      snapshot.countAt(point.timestampSeconds, point.context, point.value);
    } else {
      snapshot.gaugeAt(point.timestampSeconds, point.context, point.value);
    }
  }
}
