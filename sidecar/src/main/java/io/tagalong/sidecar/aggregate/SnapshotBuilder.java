package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;

/** Collects what the cells of a closing bucket have to say. */
final class SnapshotBuilder {
  private final List<Series> series = new ArrayList<>();
  private final List<TimedSeries> timed = new ArrayList<>();
  private final List<SketchSeries> sketches = new ArrayList<>();

  /** Adds a count; the suffix is what its name has after that of the context. */
  void count(ContextKey context, String suffix, double value) {
    series.add(series(context, suffix, Series.Kind.COUNT, value));
  }

  /** Adds a gauge, as {@link #count} does. */
  void gauge(ContextKey context, String suffix, double value) {
    series.add(series(context, suffix, Series.Kind.GAUGE, value));
  }

  /** Adds a count of a second that its sender named. */
  void countAt(long timestampSeconds, ContextKey context, double value) {
    timed.add(new TimedSeries(timestampSeconds, series(context, "", Series.Kind.COUNT, value)));
  }

  /** Adds a gauge, as {@link #countAt} does. */
  void gaugeAt(long timestampSeconds, ContextKey context, double value) {
    timed.add(new TimedSeries(timestampSeconds, series(context, "", Series.Kind.GAUGE, value)));
  }

  void sketch(ContextKey context, Sketch sketch) {
    sketches.add(new SketchSeries(context.name(), context.tags(), context.host(), sketch));
  }

  boolean empty() {
    return series.isEmpty() && timed.isEmpty() && sketches.isEmpty();
  }

  Snapshot build(long startSeconds, int intervalSeconds) {
    return new Snapshot(startSeconds, intervalSeconds, series, timed, sketches);
  }

  private static Series series(ContextKey context, String suffix, Series.Kind kind, double value) {
    return new Series(context.name() + suffix, context.tags(), context.host(), kind, value);
  }
}
