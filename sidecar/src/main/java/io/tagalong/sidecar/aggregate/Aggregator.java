package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers samples in the open bucket of time and hands each closed bucket on as a {@link Snapshot}.
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
 * <p>Threads: single writer, owned by the event loop's thread; snapshots are handed over on that
 * thread. It has no clock: every call says what time it is. <em>Hot.</em>
 */
public final class Aggregator {
  /** The Agent's {@code dogstatsd_expiry_seconds}. */
  static final int EXPIRY_SECONDS = 300;

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

  /**
   * @param nowSeconds Unix time at which the process started
   * @param closed receives every bucket with something in it
   */
  public Aggregator(
      AggregatorSettings settings,
      Enricher enricher,
      Telemetry telemetry,
      long nowSeconds,
      Consumer<Snapshot> closed) {
    bucketSeconds = settings.bucketSeconds();
    this.telemetry = telemetry;
    this.closed = closed;
    contexts = new ContextTable(settings.maxContexts(), enricher, telemetry);
    timed = new TimedPoints(telemetry);
    open(nowSeconds);
  }

  /** Adds the samples of a message. */
  public void add(MetricLine line, long nowSeconds) {
    advance(nowSeconds);
    if (line.timestampSeconds() > 0 && !timed.admits(line, nowSeconds)) {
      return;
    }
    Context context = contexts.find(line, openStartSeconds);
    if (context == null) {
      return;
    }
    if (line.timestampSeconds() > 0) {
      telemetry.add(SelfMetric.SAMPLES, timed.add(context.key(), line));
    } else {
      addToBucket(context, line, nowSeconds);
    }
  }

  private void addToBucket(Context context, MetricLine line, long nowSeconds) {
    countUnusableRate(line);
    Cell open = context.cell();
    Cell cell = open != null ? open : Cell.of(line.type());
    int accepted = cell.add(line);
    if (open == null && accepted > 0) {
      activate(context, cell);
    }
    if (accepted > 0 && line.type() == MetricType.COUNT) {
      expectMore(context, nowSeconds);
    }
    telemetry.add(SelfMetric.SAMPLES, accepted);
    if (accepted < line.valueCount()) {
      telemetry.add(cell.dropReason(), line.valueCount() - accepted);
    }
  }

  /**
   * Adds to one of the sidecar's own counts.
   *
   * <p>These are not samples that somebody sent: they are neither counted as such nor subject to
   * the limit of contexts, which would silence the sidecar just when it has something to say.
   *
   * @param n finite
   */
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

  /** Applies other rules from now on. What the open bucket holds stays under its name. */
  public void enrichWith(Enricher enricher) {
    contexts.enrichWith(enricher);
  }

  /** Closes the open bucket if its end has come, and the idle ones that passed since. */
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

  /** Closes the open bucket at once, so that nothing is lost when the process ends. */
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
    SnapshotBuilder snapshot = new SnapshotBuilder();
    if (withZeros && openStartSeconds <= lastZeroSeconds) {
      contexts.forEach(context -> context.zeroIfIdle(openStartSeconds, snapshot));
    }
    for (Context context : active) {
      context.close(snapshot);
    }
    active.clear();
    timed.emit(openStartSeconds, snapshot);
    if (!snapshot.empty()) {
      closed.accept(snapshot.build(openStartSeconds, bucketSeconds));
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
