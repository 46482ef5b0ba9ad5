package io.tagalong.sidecar.aggregate;

import java.util.Arrays;

/**
 * Up to {@value #MAX_VALUES} distinct values as they are, then handed to {@link CompressedSamples}.
 *
 * <p>Parallel arrays in ascending order: most histograms see a handful of values in a bucket, and
 * for these nothing is smaller or more precise.
 */
final class ExactSamples implements Samples {
  static final int MAX_VALUES = 64;

  private double[] values = new double[4];
  private long[] weights = new long[4];
  private int size;

  @Override
  public Samples add(double value, long weight) {
    int index = Arrays.binarySearch(values, 0, size, value);
    if (index >= 0) {
      weights[index] += weight;
      return this;
    }
    if (size == MAX_VALUES) {
      return compressed().add(value, weight);
    }
    insert(-index - 1, value, weight);
    return this;
  }

  @Override
  public double valueAt(long rank) {
    int index = 0;
    for (long seen = weights[0]; seen <= rank; seen += weights[index]) {
      index++;
    }
    return values[index];
  }

  private void insert(int index, double value, long weight) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      weights = Arrays.copyOf(weights, size * 2);
    }
    System.arraycopy(values, index, values, index + 1, size - index);
    System.arraycopy(weights, index, weights, index + 1, size - index);
    values[index] = value;
    weights[index] = weight;
    size++;
  }

  private Samples compressed() {
    Samples compressed = new CompressedSamples();
    for (int i = 0; i < size; i++) {
      compressed = compressed.add(values[i], weights[i]);
    }
    return compressed;
  }
}
