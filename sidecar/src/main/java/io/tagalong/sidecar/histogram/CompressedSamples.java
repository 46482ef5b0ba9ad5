package io.tagalong.sidecar.histogram;

import org.jspecify.annotations.Nullable;

/**
 * Any number of values in two histograms: HdrHistogram knows no sign, so negatives are mirrored.
 */
final class CompressedSamples implements Samples {
  /** Absent until there is a negative value: nearly always, and empty it would cost 1 KiB. */
  private @Nullable MagnitudeHistogram negative;

  private final MagnitudeHistogram positive = new MagnitudeHistogram();

  @Override
  public Samples add(double value, long weight) {
    if (value < 0) {
      if (negative == null) {
        negative = new MagnitudeHistogram();
      }
      negative.add(-value, weight);
    } else {
      positive.add(value, weight);
    }
    return this;
  }

  @Override
  public Samples addTo(Samples others) {
    Samples withNegatives = negative == null ? others : negative.addTo(others, -1);
    return positive.addTo(withNegatives, 1);
  }

  @Override
  public double valueAt(long rank) {
    long negatives = negative == null ? 0 : negative.count();
    return negative != null && rank < negatives
        ? 0 - negative.valueAt(negatives - 1 - rank)
        : positive.valueAt(rank - negatives);
  }
}
