package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;

/** Collects what the cells of a closing bucket have to say. */
final class SnapshotBuilder {
  private final List<Series> series = new ArrayList<>();
  private final List<SketchSeries> sketches = new ArrayList<>();

  void count(String name, List<String> tags, double value) {
    series.add(new Series(name, tags, Series.Kind.COUNT, value));
  }

  void gauge(String name, List<String> tags, double value) {
    series.add(new Series(name, tags, Series.Kind.GAUGE, value));
  }

  void sketch(String name, List<String> tags, Sketch sketch) {
    sketches.add(new SketchSeries(name, tags, sketch));
  }

  boolean empty() {
    return series.isEmpty() && sketches.isEmpty();
  }

  Snapshot build(long startSeconds, int intervalSeconds) {
    return new Snapshot(startSeconds, intervalSeconds, series, sketches);
  }
}
