package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.dogstatsd.MetricLine;

/** A cell of numbers: it takes each value alone, and refuses what would make it infinite. */
sealed interface NumericCell extends Cell
    permits CountCell, GaugeCell, HistogramCell, DistributionCell {
  /**
   * Takes one value.
   *
   * @param value may be NaN or infinite
   * @param rate usable, see {@link SampleRate}
   * @return false, with the cell unchanged, when the value or the new sum is not finite
   */
  boolean add(double value, double rate);

  @Override
  default int add(MetricLine line) {
    double rate = SampleRate.usable(line.sampleRate());
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      if (add(line.value(i), rate)) {
        accepted++;
      }
    }
    return accepted;
  }
}
