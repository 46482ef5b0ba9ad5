package io.tagalong.sidecar.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@value #MAX_VALUES} distinct values as they are, then handed to {@link CompressedSamples}.
 *
 * <p>An array in ascending order: most histograms see a handful of values in a bucket, and for
 * these nothing is smaller or more precise. A second one holds weights, as soon as any is not 1. At
 * {@value #MAX_VALUES} values both are as large as the compressed form would be.
 */
final class ExactSamples implements Samples {
  static final int MAX_VALUES = 112;

  private double[] values = new double[2];

  /** Null as long as all weights are 1. */
  private long @Nullable [] weights;

  private int size;

  @Override
  public Samples add(double value, long weight) {
    int index = Arrays.binarySearch(values, 0, size, value);
    if (index >= 0) {
      weights()[index] += weight;
      return this;
    }
    if (size == MAX_VALUES) {
      return addTo(new CompressedSamples()).add(value, weight);
    }
    insert(-index - 1, value, weight);
    return this;
  }

  @Override
  public Samples addTo(Samples others) {
    Samples all = others;
    for (int i = 0; i < size; i++) {
      all = all.add(values[i], weightAt(i));
    }
    return all;
  }

  @Override
  public double valueAt(long rank) {
    int index = 0;
    for (long seen = weightAt(0); seen <= rank; seen += weightAt(index)) {
      index++;
    }
    return values[index];
  }

  private long weightAt(int index) {
    return weights == null ? 1 : weights[index];
  }

  private long[] weights() {
    if (weights == null) {
      weights = new long[values.length];
      Arrays.fill(weights, 0, size, 1);
    }
    return weights;
  }

  private void insert(int index, double value, long weight) {
    if (size == values.length) {
      grow();
    }
    System.arraycopy(values, index, values, index + 1, size - index);
    values[index] = value;
    if (weights != null || weight != 1) {
      long[] all = weights();
      System.arraycopy(all, index, all, index + 1, size - index);
      all[index] = weight;
    }
    size++;
  }

  private void grow() {
    int capacity = Math.min(MAX_VALUES, size + (size >> 1) + 1);
    values = Arrays.copyOf(values, capacity);
    if (weights != null) {
      weights = Arrays.copyOf(weights, capacity);
    }
  }
}
