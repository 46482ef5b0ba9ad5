package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.histogram.HistogramSettings;

/**
 * What one context has gathered in one bucket. A cell lives as long as its bucket and exists only
 * when it holds something.
 *
 * <p>Threads: written by the aggregator's thread, handed over with its bucket, then owned by the
 * flush thread.
 */
public sealed interface Cell permits NumericCell, SetCell {
  /** Takes the samples of a message and tells how many: all but those that are not finite. */
  int add(MetricLine line);

  /** Reports what was gathered; called once, at the end of the bucket. */
  void emit(Report report);

  /** Adds what another shard gathered of the same context in the same bucket, in a like cell. */
  void merge(Cell other);

  /**
   * A cell for the samples of a type.
   *
   * @param histograms what a histogram becomes
   */
  static Cell of(MetricType type, HistogramSettings histograms) {
    return switch (type) {
      case COUNT -> new CountCell();
      case GAUGE -> new GaugeCell();
      case HISTOGRAM, TIMING -> new HistogramCell(histograms);
      case DISTRIBUTION -> new DistributionCell();
      case SET -> new SetCell();
    };
  }
}
