package io.tagalong.sidecar.aggregate;

/**
 * Any number of values in two histograms: HdrHistogram knows no sign, so negatives are mirrored.
 */
final class CompressedSamples implements Samples {
  private final MagnitudeHistogram negative = new MagnitudeHistogram();
  private final MagnitudeHistogram positive = new MagnitudeHistogram();

  @Override
  public Samples add(double value, long weight) {
    if (value < 0) {
      negative.add(-value, weight);
    } else {
      positive.add(value, weight);
    }
    return this;
  }

  @Override
  public double valueAt(long rank) {
    long negatives = negative.count();
    return rank < negatives
        ? 0 - negative.valueAt(negatives - 1 - rank)
        : positive.valueAt(rank - negatives);
  }
}
