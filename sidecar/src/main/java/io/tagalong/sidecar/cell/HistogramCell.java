package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.histogram.Samples;

/**
 * Gathers the values of a histogram or timing and reports what the settings ask for.
 *
 * <p>Count, sum, minimum and maximum are exact. Values are kept exactly while they are few and go
 * into a compressed histogram when they become many. Percentiles are values that occurred, chosen
 * by the Agent's ranks (pkg/metrics/histogram.go); the median is the lower one of an even number.
 */
final class HistogramCell implements NumericCell {
  private final HistogramSettings settings;
  private Samples samples = Samples.none();
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  HistogramCell(HistogramSettings settings) {
    this.settings = settings;
  }

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
  public void emit(Report report) {
    for (Aggregate aggregate : settings.aggregates()) {
      switch (aggregate) {
        case MAX -> report.gauge(aggregate.suffix(), max);
        case MEDIAN -> report.gauge(aggregate.suffix(), valueAt((count - 1) / 2));
        case AVG, PLAIN_AVG -> report.gauge(aggregate.suffix(), sum / count);
        case COUNT -> report.count(aggregate.suffix(), (double) count);
        case MIN -> report.gauge(aggregate.suffix(), min);
        case SUM -> report.gauge(aggregate.suffix(), sum);
      }
    }
    for (int percent : settings.percentiles()) {
      report.gauge(HistogramSettings.percentileSuffix(percent), valueAt(rank(percent)));
    }
    report.countFilteredSeries(settings.filteredSeries());
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
