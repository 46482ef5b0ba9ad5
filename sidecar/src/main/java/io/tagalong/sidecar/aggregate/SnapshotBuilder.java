package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;

/** Collects what the cells of a closing bucket have to say, in the form that the settings want. */
final class SnapshotBuilder {
  private final AggregatorSettings settings;
  private final List<Series> series = new ArrayList<>();
  private final List<TimedSeries> timed = new ArrayList<>();
  private final List<SketchSeries> sketches = new ArrayList<>();
  private int estimatedSets;

  SnapshotBuilder(AggregatorSettings settings) {
    this.settings = settings;
  }

  HistogramSettings histograms() {
    return settings.histograms();
  }

  void count(String name, List<String> tags, double value) {
    series.add(countSeries(name, tags, value));
  }

  void gauge(String name, List<String> tags, double value) {
    series.add(new Series(name, tags, Series.Kind.GAUGE, value));
  }

  void countAt(long timestampSeconds, String name, List<String> tags, double value) {
    timed.add(new TimedSeries(timestampSeconds, countSeries(name, tags, value)));
  }

  void gaugeAt(long timestampSeconds, String name, List<String> tags, double value) {
    timed.add(new TimedSeries(timestampSeconds, new Series(name, tags, Series.Kind.GAUGE, value)));
  }

  void sketch(String name, List<String> tags, Sketch sketch) {
    sketches.add(new SketchSeries(name, tags, sketch));
  }

  /** For the self metric; the series itself has no place for such a mark. */
  void countEstimatedSet() {
    estimatedSets++;
  }

  int estimatedSets() {
    return estimatedSets;
  }

  int timedPoints() {
    return timed.size();
  }

  boolean empty() {
    return series.isEmpty() && timed.isEmpty() && sketches.isEmpty();
  }

  Snapshot build(long startSeconds) {
    return new Snapshot(startSeconds, settings.bucketSeconds(), series, timed, sketches);
  }

  private Series countSeries(String name, List<String> tags, double total) {
    return settings.countersAs() == CountersAs.COUNT
        ? new Series(name, tags, Series.Kind.COUNT, total)
        : new Series(name, tags, Series.Kind.RATE, total / settings.bucketSeconds());
  }
}
