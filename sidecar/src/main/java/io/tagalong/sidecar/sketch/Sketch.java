package io.tagalong.sidecar.sketch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Datadog's distribution sketch: counts in logarithmic bins, with exact count, sum, minimum and
 * maximum beside them.
 *
 * <p>Layout: two parallel arrays, the keys of the non-empty bins in ascending order and their
 * counts, found by binary search. A typical distribution has a few dozen neighbouring bins, so four
 * bytes a bin and an occasional shift cost less than the nodes of a tree. Over {@value #MAX_BINS}
 * bins the lowest are merged into the lowest kept one, as the Agent does: that takes values of
 * which one is 10^27 times another, and high percentiles stay exact.
 *
 * <p>Bin counts begin with 16 bits and become 64 bits wide when one needs it; the narrower bins of
 * the wire are a matter of encoding.
 *
 * <p>Threads: written by one thread, handed over once, then only read. <em>Hot.</em>
 */
public final class Sketch {
  /** The Agent's limit of bins in one sketch. */
  static final int MAX_BINS = 4096;

  private static final char[] NONE = {};

  private short[] keys = new short[4];
  private char[] narrow = new char[4];

  /** Takes over from {@link #narrow} with the first count that needs more than 16 bits. */
  private long @Nullable [] wide;

  private int bins;

  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private double average;

  /** Inserts a value that occurred {@code count} times. */
  public boolean insert(double value, long count) {
    return insert(value, count, (double) count);
  }

  /**
   * Inserts a value that occurred {@code count} times, with a weight of its own in the sum.
   *
   * <p>The Agent counts a sampled value with the whole part of 1/rate but sums it with the
   * fraction; the other form of this method keeps count and sum in agreement.
   *
   * @param count at least 1
   * @return false when the value was refused, because it or the new sum is not finite
   */
  public boolean insert(double value, long count, double sumWeight) {
    double newSum = sum + value * sumWeight;
    if (!Double.isFinite(value) || !Double.isFinite(newSum)) {
      return false;
    }
    add(SketchKey.of(value), count);
    this.count += count;
    sum = newSum;
    min = Math.min(min, value);
    max = Math.max(max, value);
    moveAverage(value, count);
    return true;
  }

  /** Adds everything that the other sketch holds; the other one stays as it is. */
  public void merge(Sketch other) {
    if (other.count == 0) {
      return;
    }
    for (int i = 0; i < other.bins; i++) {
      add(other.keys[i], other.countAt(i));
    }
    count += other.count;
    // Each sum is finite; together they need not be, and Datadog takes no infinite one.
    sum = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum + other.sum));
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    moveAverage(other.average, other.count);
  }

  /** How many values were inserted. */
  public long count() {
    return count;
  }

  /** The smallest value, +infinity when there is none. */
  public double min() {
    return min;
  }

  /** The largest value, -infinity when there is none. */
  public double max() {
    return max;
  }

  public double sum() {
    return sum;
  }

  public double average() {
    return average;
  }

  /** How many bins are in use, at most 4096. */
  public int binCount() {
    return bins;
  }

  /** The key of a bin, ascending with the index and within +-32766. */
  public int keyAt(int index) {
    return keys[index];
  }

  /** How many values fell into a bin, at least 1. */
  public long countAt(int index) {
    return wide == null ? narrow[index] : wide[index];
  }

  /** The Agent's incremental mean, in its order of operations so that the result has its bits. */
  private void moveAverage(double value, long weight) {
    double moved = average + (value - average) * weight / count;
    // The difference of two huge values may overflow although their sum does not.
    average = Double.isFinite(moved) ? moved : sum / count;
  }

  private void add(short key, long n) {
    int index = Arrays.binarySearch(keys, 0, bins, key);
    if (index >= 0) {
      setCount(index, countAt(index) + n);
    } else if (bins < MAX_BINS) {
      open(-index - 1, key, n);
    } else {
      addWhenFull(-index - 1, key, n);
    }
  }

  private void setCount(int index, long n) {
    if (wide == null && n <= Character.MAX_VALUE) {
      narrow[index] = (char) n;
    } else {
      wide()[index] = n;
    }
  }

  private long[] wide() {
    if (wide == null) {
      wide = new long[keys.length];
      for (int i = 0; i < bins; i++) {
        wide[i] = narrow[i];
      }
      narrow = NONE;
    }
    return wide;
  }

  private void open(int index, short key, long n) {
    if (bins == keys.length) {
      grow(Math.min(MAX_BINS, bins + (bins >> 2) + 2));
    }
    System.arraycopy(keys, index, keys, index + 1, bins - index);
    System.arraycopy(counts(), index, counts(), index + 1, bins - index);
    keys[index] = key;
    bins++;
    setCount(index, n);
  }

  private void grow(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    if (wide == null) {
      narrow = Arrays.copyOf(narrow, capacity);
    } else {
      wide = Arrays.copyOf(wide, capacity);
    }
  }

  /** Makes room by merging the two lowest bins; a key below them joins the lowest instead. */
  private void addWhenFull(int index, short key, long n) {
    if (index == 0) {
      setCount(0, countAt(0) + n);
      return;
    }
    long lowest = countAt(0);
    int moved = index - 1;
    System.arraycopy(keys, 1, keys, 0, moved);
    System.arraycopy(counts(), 1, counts(), 0, moved);
    keys[moved] = key;
    setCount(moved, n);
    setCount(0, countAt(0) + lowest);
  }

  /** The array that holds the counts, for moving them. */
  private Object counts() {
    return wide == null ? narrow : wide;
  }
}
