package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.sketch.Sketch;

/**
 * Gathers a distribution in the sketch from which Datadog computes percentiles over all senders.
 */
final class DistributionCell implements NumericCell {
  private final Sketch sketch = new Sketch();

  @Override
  public boolean add(double value, double rate) {
    return sketch.insert(value, SampleRate.weight(rate));
  }

  /** Takes a value that weighs something else in the sum, as it does in the Agent. */
  boolean add(double value, long count, double sumWeight) {
    return sketch.insert(value, count, sumWeight);
  }

  @Override
  public void merge(Cell other) {
    sketch.merge(((DistributionCell) other).sketch);
  }

  @Override
  public void emit(Report report) {
    report.sketch(sketch);
  }
}
