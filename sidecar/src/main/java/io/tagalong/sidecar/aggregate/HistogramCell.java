package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.HistogramSettings.Aggregate;

/**
 * Gathers the values of a histogram or timing and reports the Agent's default aggregates: maximum,
 * median, average, 95th percentile and count.
 *
 * <p>Count, sum, minimum and maximum are exact. Values are kept exactly while they are few and go
 * into a compressed histogram when they become many. Percentiles are values that occurred, chosen
 * by the Agent's ranks (pkg/metrics/histogram.go); the median is the lower one of an even number.
 */
final class HistogramCell implements NumericCell {
  private Samples samples = new ExactSamples();
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  @Override
  public boolean add(double value, double rate) {
    long weight = SampleRate.weight(rate);
    return add(value, weight, (double) weight);
  }

  /** Takes a value that weighs something else in the sum, as it does in the Agent. */
  boolean add(double value, long weight, double sumWeight) {
    double newSum = sum + value * sumWeight;
    if (!Double.isFinite(newSum)) {
      return false;
    }
    sum = newSum;
    count += weight;
    min = Math.min(min, value);
    max = Math.max(max, value);
    samples = samples.add(value, weight);
    return true;
  }

  @Override
  public void merge(Cell other) {
    HistogramCell that = (HistogramCell) other;
    sum = FiniteSum.of(sum, that.sum);
    count += that.count;
    min = Math.min(min, that.min);
    max = Math.max(max, that.max);
    samples = that.samples.addTo(samples);
  }

  @Override
  public void emit(Context context, SnapshotBuilder snapshot) {
    for (Aggregate aggregate : snapshot.histograms().aggregates()) {
      switch (aggregate) {
        case MAX -> snapshot.gauge(context, ".max", max);
        case MEDIAN -> snapshot.gauge(context, ".median", valueAt((count - 1) / 2));
        case AVG -> snapshot.gauge(context, ".avg", sum / count);
        case COUNT -> snapshot.count(context, ".count", (double) count);
        case MIN -> snapshot.gauge(context, ".min", min);
        case SUM -> snapshot.gauge(context, ".sum", sum);
      }
    }
    for (int percent : snapshot.histograms().percentiles()) {
      snapshot.gauge(context, "." + percent + "percentile", valueAt(rank(percent)));
    }
  }

  /**
   * The Agent's rank of a percentile, (percent * count - 1) div 100, without overflowing. Go
   * divides towards zero, so the 0th percentile is the smallest value.
   */
  private long rank(int percent) {
    return percent == 0
        ? 0
        : count / 100 * percent + Math.floorDiv(count % 100 * percent - 1, 100L);
  }

  private double valueAt(long rank) {
    return Math.max(min, Math.min(max, samples.valueAt(rank)));
  }
}
