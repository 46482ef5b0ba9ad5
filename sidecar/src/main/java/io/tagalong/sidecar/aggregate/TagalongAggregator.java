package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The aggregator as it ought to be: each type of a name on its own, weights that agree, no holes.
 *
 * <p>Buckets are aligned to multiples of their width. The first one begins at the second in which
 * the process started: Datadog keeps the last value written for a timestamp, so a process that
 * restarts within a bucket must not reuse the timestamp of its predecessor. For the same reason no
 * bucket is ever opened twice. Samples that come while the clock has stepped back go into the open
 * bucket.
 *
 * <p>A counter says zero in each bucket without a sample, also in those that passed unnoticed,
 * until it was silent for {@value #EXPIRY_SECONDS} seconds; without these zeros a graph would draw
 * a line over the gap. A bucket that is cut short when the process ends gets none, because nobody
 * knows what would still have come.
 *
 * <p>Contexts outlive buckets, because senders repeat themselves; they are forgotten after the same
 * silence. Cells do not: each bucket begins with none, so what a snapshot holds is never touched
 * again.
 *
 * <p>Threads: as {@link Aggregator} says. <em>Hot.</em>
 */
final class TagalongAggregator implements Aggregator {
  private final AggregatorSettings settings;
  private final int bucketSeconds;
  private final Telemetry telemetry;
  private final Consumer<Snapshot> closed;
  private final ContextTable contexts;

  private final TimedPoints timed;

  /** The contexts with a cell in the open bucket, in the order of their first sample. */
  private final List<Context> active = new ArrayList<>();

  private long openStartSeconds;
  private long openEndSeconds;

  /** When the last zero of all is due; a count that comes moves it on. */
  private long lastZeroSeconds = Long.MIN_VALUE;

  TagalongAggregator(
      AggregatorSettings settings,
      Enricher enricher,
      Telemetry telemetry,
      LimitedLog log,
      long nowSeconds,
      Consumer<Snapshot> closed) {
    this.settings = settings;
    bucketSeconds = settings.bucketSeconds();
    this.telemetry = telemetry;
    this.closed = closed;
    contexts = new ContextTable(settings, Naming.STORED, enricher, telemetry, log);
    timed = new TimedPoints(telemetry);
    open(nowSeconds);
  }

  @Override
  public void add(MetricLine line, long nowSeconds) {
    advance(nowSeconds);
    boolean isTimed = line.timestampSeconds() > 0 && settings.takesTimestamps();
    if (isTimed && !timed.admits(line, nowSeconds)) {
      return;
    }
    Context context = contexts.find(line, openStartSeconds);
    if (context == null) {
      return;
    }
    if (isTimed) {
      telemetry.add(context.counter(), timed.add(context.key(), line));
    } else {
      addToBucket(context, line, nowSeconds);
    }
  }

  private void addToBucket(Context context, MetricLine line, long nowSeconds) {
    countUnusableRate(line);
    Context copy = context.distributionCopy();
    if (copy != null) {
      addToCell(copy, MetricType.DISTRIBUTION, line);
    }
    int accepted = addToCell(context, line.type(), line);
    if (accepted > 0 && line.type() == MetricType.COUNT) {
      expectMore(context, nowSeconds);
    }
    telemetry.add(context.counter(), accepted);
    if (accepted < line.valueCount()) {
      telemetry.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, line.valueCount() - accepted);
    }
  }

  private int addToCell(Context context, MetricType type, MetricLine line) {
    Cell open = context.cell();
    Cell cell = open != null ? open : Cell.of(type, context.histograms());
    int accepted = cell.add(line);
    if (open == null && accepted > 0) {
      activate(context, cell);
    }
    return accepted;
  }

  @Override
  public void addCount(String name, List<String> tags, double n, long nowSeconds) {
    advance(nowSeconds);
    Context context = contexts.findOwnCount(name, tags, openStartSeconds);
    CountCell cell = context.cell() instanceof CountCell open ? open : new CountCell();
    if (context.cell() == null) {
      activate(context, cell);
    }
    cell.add(n, 1);
    expectMore(context, nowSeconds);
  }

  @Override
  public void enrichWith(Enricher enricher, HistogramRules histograms) {
    contexts.enrichWith(enricher, histograms);
  }

  @Override
  public void advance(long nowSeconds) {
    if (nowSeconds < openEndSeconds) {
      return;
    }
    closeBucket(true);
    long lastStartSeconds = nowSeconds - Math.floorMod(nowSeconds, bucketSeconds);
    for (long start = openEndSeconds;
        start < lastStartSeconds && start <= lastZeroSeconds;
        start = openEndSeconds) {
      open(start);
      closeBucket(true);
    }
    open(lastStartSeconds);
    contexts.forget(openStartSeconds - EXPIRY_SECONDS);
  }

  @Override
  public void close(long nowSeconds) {
    advance(nowSeconds);
    closeBucket(false);
    open(Math.max(nowSeconds, openStartSeconds + 1));
  }

  /** Opens a bucket that begins at the given second and ends at the next multiple of the width. */
  private void open(long startSeconds) {
    openStartSeconds = startSeconds;
    openEndSeconds = startSeconds - Math.floorMod(startSeconds, bucketSeconds) + bucketSeconds;
  }

  private void closeBucket(boolean withZeros) {
    SnapshotBuilder snapshot = new SnapshotBuilder(settings);
    if (withZeros && openStartSeconds <= lastZeroSeconds) {
      contexts.forEach(context -> context.zeroIfIdle(openStartSeconds, snapshot));
    }
    for (Context context : active) {
      context.close(snapshot);
    }
    active.clear();
    timed.emit(openStartSeconds, snapshot);
    telemetry.add(SelfMetric.SETS_ESTIMATED, snapshot.estimatedSets());
    telemetry.add(SelfMetric.SERIES_FILTERED_METRIC_FILTERLIST, snapshot.filteredSeries());
    if (!snapshot.empty()) {
      closed.accept(snapshot.build(openStartSeconds));
    }
  }

  /** From now on the counter's silence means zero, for as long as the expiry says. */
  private void expectMore(Context context, long nowSeconds) {
    long untilSeconds = Math.max(nowSeconds, openStartSeconds) + EXPIRY_SECONDS - 1;
    context.zerosUntil(untilSeconds);
    lastZeroSeconds = Math.max(lastZeroSeconds, untilSeconds);
  }

  private void activate(Context context, Cell cell) {
    context.open(cell);
    active.add(context);
  }

  private void countUnusableRate(MetricLine line) {
    boolean rateMatters = line.type() != MetricType.GAUGE && line.type() != MetricType.SET;
    if (rateMatters && !SampleRate.isUsable(line.sampleRate())) {
      telemetry.add(SelfMetric.SAMPLE_RATES_OUT_OF_RANGE, 1);
    }
  }
}
