package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;

/** Collects what the cells of a closing bucket have to say. */
final class SnapshotBuilder {
  private final List<Series> series = new ArrayList<>();
  private final List<TimedSeries> timed = new ArrayList<>();
  private final List<SketchSeries> sketches = new ArrayList<>();

  void count(String name, List<String> tags, double value) {
    series.add(new Series(name, tags, Series.Kind.COUNT, value));
  }

  void gauge(String name, List<String> tags, double value) {
    series.add(new Series(name, tags, Series.Kind.GAUGE, value));
  }

  void countAt(long timestampSeconds, String name, List<String> tags, double value) {
    timed.add(new TimedSeries(timestampSeconds, new Series(name, tags, Series.Kind.COUNT, value)));
  }

  void gaugeAt(long timestampSeconds, String name, List<String> tags, double value) {
    timed.add(new TimedSeries(timestampSeconds, new Series(name, tags, Series.Kind.GAUGE, value)));
  }

  void sketch(String name, List<String> tags, Sketch sketch) {
    sketches.add(new SketchSeries(name, tags, sketch));
  }

  boolean empty() {
    return series.isEmpty() && timed.isEmpty() && sketches.isEmpty();
  }

  Snapshot build(long startSeconds, int intervalSeconds) {
    return new Snapshot(startSeconds, intervalSeconds, series, timed, sketches);
  }
}
