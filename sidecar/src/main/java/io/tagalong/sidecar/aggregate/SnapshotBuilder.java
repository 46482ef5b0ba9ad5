package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.cell.Report;
import io.tagalong.sidecar.context.Context;
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
  private int filteredSeries;

  SnapshotBuilder(AggregatorSettings settings) {
    this.settings = settings;
  }

  /** Adds a count; the suffix is what its name has after that of the context. */
  void count(Context context, String suffix, double value) {
    series.add(countSeries(context, suffix, value));
  }

  /** Adds a gauge, as {@link #count} does. */
  void gauge(Context context, String suffix, double value) {
    series.add(series(context, suffix, Series.Kind.GAUGE, value));
  }

  /** Adds a count of a second that its sender named. */
  void countAt(long timestampSeconds, Context context, double value) {
    timed.add(new TimedSeries(timestampSeconds, countSeries(context, "", value)));
  }

  /** Adds a gauge, as {@link #countAt} does. */
  void gaugeAt(long timestampSeconds, Context context, double value) {
    timed.add(new TimedSeries(timestampSeconds, series(context, "", Series.Kind.GAUGE, value)));
  }

  /** What a cell reports of a context becomes part of this snapshot. */
  Report on(Context context) {
    return new OfContext(context);
  }

  int estimatedSets() {
    return estimatedSets;
  }

  int filteredSeries() {
    return filteredSeries;
  }

  boolean empty() {
    return series.isEmpty() && timed.isEmpty() && sketches.isEmpty();
  }

  Snapshot build(long startSeconds) {
    return new Snapshot(startSeconds, settings.bucketSeconds(), series, timed, sketches);
  }

  private Series countSeries(Context context, String suffix, double total) {
    return settings.countersAs() == CountersAs.COUNT
        ? series(context, suffix, Series.Kind.COUNT, total)
        : series(context, suffix, Series.Kind.RATE, total / settings.bucketSeconds());
  }

  private static Series series(Context context, String suffix, Series.Kind kind, double value) {
    String name = suffix.isEmpty() ? context.name() : context.name() + suffix;
    return new Series(name, context.tags(), context.host(), kind, value);
  }

  private final class OfContext implements Report {
    private final Context context;

    OfContext(Context context) {
      this.context = context;
    }

    @Override
    public void count(String suffix, double value) {
      SnapshotBuilder.this.count(context, suffix, value);
    }

    @Override
    public void gauge(String suffix, double value) {
      SnapshotBuilder.this.gauge(context, suffix, value);
    }

    @Override
    public void sketch(Sketch sketch) {
      sketches.add(new SketchSeries(context.name(), context.tags(), context.host(), sketch));
    }

    @Override
    public void countEstimatedSet() {
      estimatedSets++;
    }

    @Override
    public void countFilteredSeries(int n) {
      filteredSeries += n;
    }
  }
}
