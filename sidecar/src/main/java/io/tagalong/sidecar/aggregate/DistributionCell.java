package io.tagalong.sidecar.aggregate;

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

  @Override
  public void emit(ContextKey context, SnapshotBuilder snapshot) {
    snapshot.sketch(context, sketch);
  }
}
