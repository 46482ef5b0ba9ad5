package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.ClosedBucket.End;
import io.tagalong.sidecar.cell.AgentBucket;
import io.tagalong.sidecar.cell.Cells;
import io.tagalong.sidecar.cell.Numbers;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The aggregator of the Datadog Agent 7, for those who need its very numbers, quirks included
 * (pkg/aggregator/time_sampler.go, no_aggregation_stream_worker.go).
 *
 * <p>A bucket belongs to its time of day and closes at the first flush after its end; {@link
 * #advance} is that flush, at whatever cadence. Zeros of idle counters are written into the buckets
 * that a flush happens to close, and into the bucket before it only if there is no bucket at all,
 * so there may be holes. A counter is a context whose first sample was a count, whatever came
 * later. Samples with their own timestamp leave one by one.
 *
 * <p>Three things are not the Agent's: memory stays bounded by the limits of contexts and points;
 * what the process holds when it ends is sent; and a context remembers its first type for 320
 * seconds where the Agent forgets all but counters after 20.
 *
 * <p>Threads: as {@link Aggregator} says.
 */
final class AgentAggregator implements Aggregator {
  /** The Agent's {@code dogstatsd_context_expiry_seconds} and its counters' expiry together. */
  private static final int CONTEXT_EXPIRY_SECONDS = 20 + EXPIRY_SECONDS;

  private final int bucketSeconds;
  private final Lane lane;
  private final Consumer<ClosedBucket> closed;
  private final ContextTable contexts;

  /** By their start in Unix seconds; distributions apart, because they prevent no zeros. */
  private final NavigableMap<Long, AgentBucket> buckets = new TreeMap<>();

  private final NavigableMap<Long, AgentBucket> distributions = new TreeMap<>();

  /** What is known of the contexts that had samples, in the order of their first. */
  private final Map<Context, Memory> memories = new LinkedHashMap<>();

  /** Points with a timestamp of their own, on their way. */
  private List<TimedPoint> timed = new ArrayList<>();

  private long lastCutoffSeconds;

  AgentAggregator(
      AggregatorSettings settings,
      Enricher enricher,
      Lane lane,
      LimitedLog log,
      long nowSeconds,
      Consumer<ClosedBucket> closed) {
    bucketSeconds = settings.bucketSeconds();
    this.lane = lane;
    this.closed = closed;
    contexts =
        new ContextTable(
            settings.limits(),
            Naming.AS_SENT,
            enricher,
            settings.histograms(),
            lane,
            log,
            nowSeconds);
  }

  @Override
  public void add(MetricLine line, long nowSeconds) {
    boolean isTimed = line.timestampSeconds() > 0;
    if (isTimed && line.type() != MetricType.COUNT && line.type() != MetricType.GAUGE) {
      lane.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMPED_TYPE, line.valueCount());
      return;
    }
    Context context = contexts.find(line, nowSeconds);
    if (context == null) {
      return;
    }
    if (isTimed) {
      addTimed(context, line);
    } else {
      addToBuckets(context, line, nowSeconds);
    }
  }

  @Override
  public void addCount(String name, List<String> tags, double n, long nowSeconds) {
    Context context = contexts.findOwn(MetricType.COUNT, name, tags, nowSeconds);
    memory(context, MetricType.COUNT).expectMore(nowSeconds);
    bucket(buckets, nowSeconds).addCount(context, n);
  }

  @Override
  public void setGauge(String name, List<String> tags, double value, long nowSeconds) {
    Context context = contexts.findOwn(MetricType.GAUGE, name, tags, nowSeconds);
    memory(context, MetricType.GAUGE);
    bucket(buckets, nowSeconds).setGauge(context, value);
  }

  @Override
  public void enrichWith(Enricher enricher, HistogramRules histograms) {
    contexts.enrichWith(enricher, histograms);
  }

  @Override
  public void advance(long nowSeconds) {
    long cutoffSeconds = startOf(nowSeconds);
    if (buckets.isEmpty() && lastCutoffSeconds + bucketSeconds <= cutoffSeconds) {
      buckets.put(cutoffSeconds - bucketSeconds, new AgentBucket());
    }
    flush(cutoffSeconds);
    lastCutoffSeconds = cutoffSeconds;
    contexts.forget(cutoffSeconds - CONTEXT_EXPIRY_SECONDS);
    memories.keySet().removeIf(contexts::isForgotten);
  }

  @Override
  public void close(long nowSeconds) {
    advance(nowSeconds);
    flush(Long.MAX_VALUE);
  }

  private void addToBuckets(Context context, MetricLine line, long nowSeconds) {
    Context copy = context.distributionCopy();
    boolean histogram = line.type() == MetricType.HISTOGRAM || line.type() == MetricType.TIMING;
    if (copy != null && histogram) {
      memory(copy, MetricType.DISTRIBUTION);
      bucket(distributions, nowSeconds).add(copy, MetricType.DISTRIBUTION, line);
    }
    Memory memory = memory(context, line.type());
    if (memory.firstType == MetricType.COUNT) {
      memory.expectMore(nowSeconds);
    }
    boolean distribution = line.type() == MetricType.DISTRIBUTION;
    int accepted =
        bucket(distribution ? distributions : buckets, nowSeconds).add(context, line.type(), line);
    lane.add(contexts.counter(), accepted);
    lane.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, line.valueCount() - accepted);
  }

  private void addTimed(Context context, MetricLine line) {
    for (int i = 0; i < line.valueCount(); i++) {
      double value = line.value(i);
      if (!Double.isFinite(value)) {
        lane.add(SelfMetric.SAMPLES_DROPPED_NON_FINITE, 1);
      } else if (timed.size() == TimedPoints.MAX_POINTS) {
        lane.add(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_LIMIT, 1);
      } else {
        lane.add(contexts.counter(), 1);
        TimedPoint point = new TimedPoint(context, line.type(), line.timestampSeconds());
        point.value = value;
        timed.add(point);
      }
    }
  }

  /** Hands over all buckets that begin before the given second, and all points of their own. */
  private void flush(long beforeSeconds) {
    SortedSet<Long> starts = new TreeSet<>(buckets.headMap(beforeSeconds).keySet());
    starts.addAll(distributions.headMap(beforeSeconds).keySet());
    for (long start : starts) {
      Cells cells = new Cells(0);
      AgentBucket bucket = buckets.remove(start);
      if (bucket != null) {
        addZeros(bucket, start);
        bucket.moveTo(cells);
      }
      AgentBucket ofDistributions = distributions.remove(start);
      if (ofDistributions != null) {
        ofDistributions.moveTo(cells);
      }
      handOver(start, cells, List.of());
    }
    handOver(lastCutoffSeconds, new Cells(0), timed);
    timed = new ArrayList<>();
  }

  private void addZeros(AgentBucket bucket, long startSeconds) {
    memories.forEach(
        (context, memory) -> {
          if (memory.expectsZero(startSeconds)) {
            bucket.addCount(context, 0);
          }
        });
  }

  private void handOver(long startSeconds, Cells cells, List<TimedPoint> points) {
    closed.accept(new ClosedBucket(startSeconds, End.COMPLETE, new Numbers(0), cells, points));
  }

  private Memory memory(Context context, MetricType type) {
    Memory known = memories.get(context);
    if (known != null) {
      return known;
    }
    Memory memory = new Memory(type);
    memories.put(context, memory);
    return memory;
  }

  private AgentBucket bucket(NavigableMap<Long, AgentBucket> among, long nowSeconds) {
    return among.computeIfAbsent(startOf(nowSeconds), start -> new AgentBucket());
  }

  private long startOf(long seconds) {
    return seconds - Math.floorMod(seconds, bucketSeconds);
  }

  /** The type of a context's first sample and, for a counter, how long its silence means zero. */
  private static final class Memory {
    final MetricType firstType;
    private long zerosUntilSeconds = Long.MIN_VALUE;

    Memory(MetricType firstType) {
      this.firstType = firstType;
    }

    void expectMore(long nowSeconds) {
      zerosUntilSeconds = nowSeconds + EXPIRY_SECONDS - 1;
    }

    boolean expectsZero(long bucketStartSeconds) {
      return bucketStartSeconds <= zerosUntilSeconds;
    }
  }
}
