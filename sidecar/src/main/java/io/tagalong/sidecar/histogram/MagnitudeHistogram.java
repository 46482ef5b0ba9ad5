package io.tagalong.sidecar.histogram;

import org.HdrHistogram.DoubleHistogramIterationValue;
import org.HdrHistogram.PackedDoubleHistogram;

/**
 * A histogram of magnitudes with two significant digits: a value is found again within 0.4 %.
 *
 * <p>HdrHistogram covers only a limited ratio between its largest and smallest value, and throws
 * beyond it. So whatever is smaller than the largest value by more than 2^40 is recorded as zero:
 * next to that value it is. When a new largest value pushes older ones below this line, the
 * histogram is copied with those as zeros, which happens rarely if ever. Magnitudes beyond 2^400
 * are recorded as 2^400, because HdrHistogram's own scaling overflows near the ends of the doubles.
 */
final class MagnitudeHistogram {
  private static final int SIGNIFICANT_DIGITS = 2;
  private static final double COVERED_RATIO = 0x1p40;
  private static final double SMALLEST = 0x1p-400;
  private static final double LARGEST = 0x1p400;

  private PackedDoubleHistogram histogram = new PackedDoubleHistogram(SIGNIFICANT_DIGITS);
  private double largest = SMALLEST;
  private double smallestAboveZero = LARGEST;

  void add(double magnitude, long weight) {
    double recorded = Math.min(magnitude, LARGEST);
    if (recorded > largest) {
      largest = recorded;
      if (smallestAboveZero < largest / COVERED_RATIO) {
        copyAboveFloor();
      }
    }
    record(recorded, weight);
  }

  long count() {
    return histogram.getTotalCount();
  }

  /** Adds all magnitudes to samples, with this sign. */
  Samples addTo(Samples samples, int sign) {
    Samples all = samples;
    for (DoubleHistogramIterationValue bucket : histogram.recordedValues()) {
      all = all.add(sign * middle(histogram, bucket), bucket.getCountAtValueIteratedTo());
    }
    return all;
  }

  /** The first magnitude whose cumulative weight exceeds the rank: the middle of its bucket. */
  double valueAt(long rank) {
    long seen = 0;
    for (DoubleHistogramIterationValue bucket : histogram.recordedValues()) {
      seen += bucket.getCountAtValueIteratedTo();
      if (seen > rank) {
        return middle(histogram, bucket);
      }
    }
    throw new IllegalArgumentException("rank " + rank + " is not below the count " + count());
  }

  private void record(double magnitude, long weight) {
    if (magnitude < Math.max(SMALLEST, largest / COVERED_RATIO)) {
      histogram.recordValueWithCount(0, weight);
    } else {
      histogram.recordValueWithCount(magnitude, weight);
      smallestAboveZero = Math.min(smallestAboveZero, magnitude);
    }
  }

  private void copyAboveFloor() {
    PackedDoubleHistogram old = histogram;
    histogram = new PackedDoubleHistogram(SIGNIFICANT_DIGITS);
    smallestAboveZero = LARGEST;
    for (DoubleHistogramIterationValue bucket : old.recordedValues()) {
      record(middle(old, bucket), bucket.getCountAtValueIteratedTo());
    }
  }

  /** HdrHistogram reports the upper edge of a bucket; its middle is off by half as much. */
  private static double middle(
      PackedDoubleHistogram histogram, DoubleHistogramIterationValue bucket) {
    double edge = bucket.getValueIteratedTo();
    if (edge == 0) {
      return 0;
    }
    return (histogram.lowestEquivalentValue(edge) + histogram.nextNonEquivalentValue(edge)) / 2;
  }
}
