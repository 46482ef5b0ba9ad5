package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.Arrays;

/**
 * The counts and gauges of one bucket, in the order of their first sample: parallel arrays of
 * context, value and second of the last sample.
 *
 * <p>A context remembers its slot. Whether that slot is one of this bucket shows in the slot
 * itself, which then holds the context; so a new bucket begins without touching any context, and a
 * full one is handed over whatever its size. The arrays begin as large as those of the bucket
 * before were full, and grow by half.
 *
 * <p>Threads: written by the aggregator's thread, handed over once, then only read. <em>Hot.</em>
 */
public final class Numbers {
  static final int NO_SLOT = -1;

  private static final int MIN_CAPACITY = 16;

  private Context[] contexts;
  private double[] values;
  private char[] arrivals;
  private int size;

  public Numbers(int expectedSize) {
    int capacity = Math.max(MIN_CAPACITY, expectedSize);
    contexts = new Context[capacity];
    values = new double[capacity];
    arrivals = new char[capacity];
  }

  /**
   * Adds the values of a message, each divided by its sample rate.
   *
   * @param arrivalSeconds since the bucket's start
   * @return how many were taken: all but those that are not finite or would make the sum infinite
   */
  public int addCounts(Context context, MetricLine line, int arrivalSeconds) {
    double rate = SampleRate.usable(line.sampleRate());
    int slot = slotOf(context);
    double sum = slot == NO_SLOT ? 0 : values[slot];
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      double newSum = sum + line.value(i) / rate;
      if (Double.isFinite(newSum)) {
        sum = newSum;
        accepted++;
      }
    }
    if (accepted > 0) {
      put(context, slot, sum, arrivalSeconds);
    }
    return accepted;
  }

  /** Keeps the last value of a message; a gauge has no use for a sample rate. */
  public int setGauge(Context context, MetricLine line, int arrivalSeconds) {
    double last = 0;
    int accepted = 0;
    for (int i = 0; i < line.valueCount(); i++) {
      if (Double.isFinite(line.value(i))) {
        last = line.value(i);
        accepted++;
      }
    }
    if (accepted > 0) {
      put(context, slotOf(context), last, arrivalSeconds);
    }
    return accepted;
  }

  /** Adds a finite number to a count. */
  public void addCount(Context context, double n, int arrivalSeconds) {
    int slot = slotOf(context);
    put(context, slot, slot == NO_SLOT ? n : values[slot] + n, arrivalSeconds);
  }

  /** Sets a gauge to a finite number. */
  public void setGauge(Context context, double value, int arrivalSeconds) {
    put(context, slotOf(context), value, arrivalSeconds);
  }

  public int size() {
    return size;
  }

  public Context context(int index) {
    return contexts[index];
  }

  public double value(int index) {
    return values[index];
  }

  /** When the last sample came, in seconds since the bucket's start. */
  public int arrivalSeconds(int index) {
    return arrivals[index];
  }

  /** Appends the value of a context that has none here, and tells its slot. */
  public int append(Context context, double value, int arrivalSeconds) {
    growWhenFull();
    contexts[size] = context;
    set(size, value, arrivalSeconds);
    return size++;
  }

  /** Joins the value of another shard to what is in a slot. */
  public void mergeAt(int slot, double value, int arrivalSeconds) {
    int latest = Math.max(arrivals[slot], arrivalSeconds);
    if (contexts[slot].type() == MetricType.COUNT) {
      set(slot, FiniteSum.of(values[slot], value), latest);
    } else {
      set(slot, arrivalSeconds >= arrivals[slot] ? value : values[slot], latest);
    }
  }

  private int slotOf(Context context) {
    int slot = context.slot();
    return slot < size && contexts[slot] == context ? slot : NO_SLOT;
  }

  private void put(Context context, int known, double value, int arrivalSeconds) {
    if (known == NO_SLOT) {
      context.moveTo(append(context, value, arrivalSeconds));
    } else {
      set(known, value, arrivalSeconds);
    }
  }

  private void set(int slot, double value, int arrivalSeconds) {
    values[slot] = value;
    arrivals[slot] = (char) Math.min(arrivalSeconds, Character.MAX_VALUE);
  }

  private void growWhenFull() {
    if (size == contexts.length) {
      int capacity = size + (size >> 1);
      contexts = Arrays.copyOf(contexts, capacity);
      values = Arrays.copyOf(values, capacity);
      arrivals = Arrays.copyOf(arrivals, capacity);
    }
  }
}
