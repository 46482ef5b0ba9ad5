package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.ClosedBucket.End;
import io.tagalong.sidecar.cell.Cells;
import io.tagalong.sidecar.cell.Numbers;
import io.tagalong.sidecar.cell.SampleRate;
import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.context.ContextTable;
import io.tagalong.sidecar.context.Naming;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.telemetry.Lane;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.function.Consumer;

/**
 * The aggregator as it ought to be: each type of a name on its own, weights that agree, no holes.
 *
 * <p>Buckets are aligned to multiples of their width. The first one begins at the second in which
 * the process started: Datadog keeps the last value written for a timestamp, so a process that
 * restarts within a bucket must not reuse the timestamp of its predecessor. For the same reason no
 * bucket is ever opened twice. Samples that come while the clock has stepped back go into the open
 * bucket, unless it was set back so far ({@link Aggregator#SET_BACK_SECONDS}) that Datadog keeps
 * only the points of one of the two times. Contexts of the later one then stay until it comes
 * again; their limits hold.
 *
 * <p>Every bucket is handed over as it is, also one with nothing in it: {@link SnapshotStage} knows
 * which counters then say zero. Of several that passed unnoticed the last one stands for all.
 *
 * <p>Contexts outlive buckets, because senders repeat themselves; they are forgotten after a long
 * silence. What a bucket holds is never touched again once it was handed over.
 *
 * <p>Threads: as {@link Aggregator} says. <em>Hot.</em>
 */
final class TagalongAggregator implements Aggregator {
  private final AggregatorSettings settings;
  private final Lane lane;
  private final Consumer<ClosedBucket> closed;
  private final ContextTable contexts;
  private final TimedBatch timed;

  private Numbers numbers = new Numbers(0);
  private Cells cells = new Cells(0);
  private long openStartSeconds;
  private long openEndSeconds;

  TagalongAggregator(
      AggregatorSettings settings,
      int maxTimedPoints,
      Enricher enricher,
      Lane lane,
      LimitedLog log,
      long nowSeconds,
      Consumer<ClosedBucket> closed) {
    this.settings = settings;
    this.lane = lane;
    this.closed = closed;
    contexts =
        new ContextTable(
            settings.limits(),
            Naming.STORED,
            enricher,
            settings.histograms(),
            lane,
            log,
            nowSeconds);
    timed = new TimedBatch(maxTimedPoints, lane);
    open(nowSeconds);
  }

  @Override
  public void add(MetricLine line, long nowSeconds) {
    advance(nowSeconds);
    boolean isTimed = line.timestampSeconds() > 0;
    if (isTimed && !timed.admits(line, nowSeconds)) {
      return;
    }
    Context context = contexts.find(line, openStartSeconds);
    if (context == null) {
      return;
    }
    if (isTimed) {
      lane.add(contexts.counter(), timed.add(context, line, nowSeconds));
    } else {
      addToBucket(context, line, nowSeconds);
    }
  }

  private void addToBucket(Context context, MetricLine line, long nowSeconds) {
    countUnusableRate(line);
    Context copy = context.distributionCopy();
    if (copy != null) {
      cells.add(copy, MetricType.DISTRIBUTION, line);
    }
    int accepted =
        switch (line.type()) {
          case COUNT -> numbers.addCounts(context, line, arrivalSeconds(nowSeconds));
          case GAUGE -> numbers.setGauge(context, line, arrivalSeconds(nowSeconds));
          case HISTOGRAM, TIMING, DISTRIBUTION, SET -> cells.add(context, line.type(), line);
        };
    lane.add(contexts.counter(), accepted);
    if (accepted < line.valueCount()) {
      lane.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, line.valueCount() - accepted);
    }
  }

  @Override
  public void addCount(String name, List<String> tags, double n, long nowSeconds) {
    advance(nowSeconds);
    Context context = contexts.findOwn(MetricType.COUNT, name, tags, openStartSeconds);
    numbers.addCount(context, n, arrivalSeconds(nowSeconds));
  }

  @Override
  public void setGauge(String name, List<String> tags, double value, long nowSeconds) {
    advance(nowSeconds);
    Context context = contexts.findOwn(MetricType.GAUGE, name, tags, openStartSeconds);
    numbers.setGauge(context, value, arrivalSeconds(nowSeconds));
  }

  @Override
  public void enrichWith(Enricher enricher, HistogramRules histograms) {
    contexts.enrichWith(enricher, histograms);
  }

  @Override
  public void advance(long nowSeconds) {
    if (nowSeconds < openEndSeconds) {
      if (nowSeconds < openStartSeconds - SET_BACK_SECONDS) {
        handOver(End.CUT_SHORT);
        open(nowSeconds);
      }
      return;
    }
    handOver(End.COMPLETE);
    long nowStartSeconds = nowSeconds - Math.floorMod(nowSeconds, settings.bucketSeconds());
    if (openEndSeconds < nowStartSeconds) {
      open(nowStartSeconds - settings.bucketSeconds());
      handOver(End.COMPLETE);
    }
    open(nowStartSeconds);
    contexts.forget(openStartSeconds - EXPIRY_SECONDS);
  }

  @Override
  public void close(long nowSeconds) {
    advance(nowSeconds);
    handOver(End.CUT_SHORT);
    open(Math.max(nowSeconds, openStartSeconds + 1));
  }

  /** Opens a bucket that begins at the given second and ends at the next multiple of the width. */
  private void open(long startSeconds) {
    openStartSeconds = startSeconds;
    openEndSeconds = settings.bucketEnd(startSeconds);
  }

  private void handOver(End end) {
    Numbers fullNumbers = numbers;
    Cells fullCells = cells;
    numbers = new Numbers(fullNumbers.size());
    cells = new Cells(fullCells.size());
    closed.accept(new ClosedBucket(openStartSeconds, end, fullNumbers, fullCells, timed.take()));
  }

  private int arrivalSeconds(long nowSeconds) {
    return (int) Math.max(0, nowSeconds - openStartSeconds);
  }

  private void countUnusableRate(MetricLine line) {
    boolean rateMatters = line.type() != MetricType.GAUGE && line.type() != MetricType.SET;
    if (rateMatters && !SampleRate.isUsable(line.sampleRate())) {
      lane.add(SelfMetric.SAMPLE_RATES_OUT_OF_RANGE, 1);
    }
  }
}
