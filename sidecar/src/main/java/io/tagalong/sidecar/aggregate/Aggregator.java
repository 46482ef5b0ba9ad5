package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers samples in buckets of time and hands each on as a {@link ClosedBucket}.
 *
 * <p>Threads: single writer, owned by the event loop's thread; buckets are handed over on that
 * thread. It has no clock: every call says what time it is, in Unix seconds.
 */
public sealed interface Aggregator permits TagalongAggregator, AgentAggregator {
  /** The Agent's {@code dogstatsd_expiry_seconds}: how long a silent counter says zero. */
  int EXPIRY_SECONDS = 300;

  /**
   * A clock that is set back by more opens a bucket before the last one. That overwrites nothing:
   * Datadog takes points of the last hour and of the next ten minutes, so whichever of the two
   * times was right, it keeps the points of that one alone.
   */
  int SET_BACK_SECONDS = TimedBatch.MAX_AGE_SECONDS;

  /**
   * An aggregator of the kind that the settings ask for.
   *
   * @param shards how many aggregators, this one included, share the limits; 1 with {@code
   *     compatibility: agent}
   * @param log names metrics with too many contexts
   * @param nowSeconds when the process started
   * @param closed receives every bucket, in ascending order while the clock is not set back
   */
  static Aggregator of(
      AggregatorSettings settings,
      int shards,
      Enricher enricher,
      Telemetry telemetry,
      LimitedLog log,
      long nowSeconds,
      Consumer<ClosedBucket> closed) {
    AggregatorSettings share = settings.share(shards);
    int timedPoints = TimedPoints.MAX_POINTS / shards;
    return switch (settings.compatibility()) {
      case TAGALONG ->
          new TagalongAggregator(
              share, timedPoints, enricher, telemetry.lane(), log, nowSeconds, closed);
      case AGENT -> new AgentAggregator(share, enricher, telemetry.lane(), log, nowSeconds, closed);
    };
  }

  /** Adds the samples of a message. */
  void add(MetricLine line, long nowSeconds);

  /**
   * Adds to one of the sidecar's own counts.
   *
   * <p>These are not samples that somebody sent: they are neither counted as such nor subject to
   * the limit of contexts, which would silence the sidecar just when it has something to say.
   *
   * @param n finite
   */
  void addCount(String name, List<String> tags, double n, long nowSeconds);

  /**
   * Sets one of the sidecar's own gauges, which are no samples either.
   *
   * @param value finite
   */
  void setGauge(String name, List<String> tags, double value, long nowSeconds);

  /** Applies other rules from now on. What the open buckets hold stays under its name. */
  void enrichWith(Enricher enricher, HistogramRules histograms);

  /** Closes the open bucket if its end has come, and those that passed since. */
  void advance(long nowSeconds);

  /** Closes all buckets at once, so that nothing is lost when the process ends. */
  void close(long nowSeconds);
}
