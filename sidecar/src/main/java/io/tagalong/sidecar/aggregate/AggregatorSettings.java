package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.context.ContextLimits;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;

/**
 * How the aggregator cuts time, how much it may hold, and what it makes of each type.
 *
 * @param bucketSeconds width of a bucket; the interval of everything that leaves
 * @param maxContexts how many contexts may exist at once
 * @param maxContextsPerMetric how many of them may belong to one metric
 * @param maxContextBytes what their names and tags may take of the heap
 * @param histograms what a histogram or timing becomes
 * @param countersAs the form in which counts leave
 * @param compatibility whose idea of aggregation is followed
 */
public record AggregatorSettings(
    int bucketSeconds,
    int maxContexts,
    int maxContextsPerMetric,
    long maxContextBytes,
    HistogramRules histograms,
    CountersAs countersAs,
    Compatibility compatibility) {
  /** Enough for a metric per user of a small shop, and too few to fill the memory by mistake. */
  public static final int DEFAULT_MAX_CONTEXTS_PER_METRIC = 10_000;

  /** The form in which counts leave. */
  public enum CountersAs {
    /** The total of the interval. */
    COUNT,
    /** The total divided by the interval, which is what the Agent sends. */
    RATE
  }

  /** Whose idea of aggregation is followed. */
  public enum Compatibility {
    /** Ours: the Agent's results, without those that nobody can want. */
    TAGALONG,
    /** The Agent's, quirks included. Counts then leave as rates, whatever else is set. */
    AGENT
  }

  public AggregatorSettings {
    if (bucketSeconds < 1 || maxContexts < 1 || maxContextsPerMetric < 1 || maxContextBytes < 1) {
      throw new IllegalArgumentException(
          "the seconds of a bucket and all limits must be at least 1, not %d, %d, %d and %d"
              .formatted(bucketSeconds, maxContexts, maxContextsPerMetric, maxContextBytes));
    }
    countersAs = compatibility == Compatibility.AGENT ? CountersAs.RATE : countersAs;
  }

  /** The same for the histograms of all metrics, and with contexts limited by number alone. */
  public AggregatorSettings(
      int bucketSeconds,
      int maxContexts,
      int maxContextsPerMetric,
      HistogramSettings histograms,
      CountersAs countersAs,
      Compatibility compatibility) {
    this(
        bucketSeconds,
        maxContexts,
        maxContextsPerMetric,
        Long.MAX_VALUE,
        new HistogramRules(histograms),
        countersAs,
        compatibility);
  }

  /** The defaults, but for these two. */
  public AggregatorSettings(int bucketSeconds, int maxContexts) {
    this(
        bucketSeconds,
        maxContexts,
        DEFAULT_MAX_CONTEXTS_PER_METRIC,
        HistogramSettings.DEFAULT,
        CountersAs.COUNT,
        Compatibility.TAGALONG);
  }

  /** What one of several aggregators may hold that share these limits. */
  AggregatorSettings share(int shards) {
    return new AggregatorSettings(
        bucketSeconds,
        Math.max(1, maxContexts / shards),
        Math.max(1, maxContextsPerMetric / shards),
        Math.max(1, maxContextBytes / shards),
        histograms,
        countersAs,
        compatibility);
  }

  /** How many contexts there may be. */
  ContextLimits limits() {
    return new ContextLimits(maxContexts, maxContextsPerMetric, maxContextBytes);
  }

  /** When the bucket ends in which this second lies: at the next multiple of the width. */
  long bucketEnd(long seconds) {
    return seconds - Math.floorMod(seconds, bucketSeconds) + bucketSeconds;
  }
}
