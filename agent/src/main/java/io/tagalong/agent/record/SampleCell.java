package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The samples of one tag set of a histogram, a distribution or a timing. */
public final class SampleCell extends Cell {
  /** More samples of one tag set are not kept from one flush to the next. */
  private static final int MAX_WAITING = 65_536;

  /** Room for so many is there from the beginning, and stays. */
  private static final int FEW = 16;

  private final SampleBuffer buffer;
  private final SampleMemory.Share memory;

  /** Owned by the flush thread, as its size is. */
  private double[] waiting = new double[FEW];

  private int size;

  SampleCell(
      int hash,
      @Nullable Object[] tags,
      LongAdder drops,
      SampleBuffer buffer,
      SampleMemory.Share memory) {
    super(hash, tags, drops);
    this.buffer = buffer;
    this.memory = memory;
  }

  /** Hot. Not a number is no sample, nor is an infinite one. */
  public void sample(double number) {
    if (takes(number, Double.MAX_VALUE)) {
      buffer.offer(this, number, null);
    }
  }

  /** Keeps a sample that has left the buffer; false when there are too many. */
  boolean keep(double sample) {
    if (size == waiting.length) {
      if (size == MAX_WAITING || !memory.take(bytes(size))) {
        return false;
      }
      waiting = Arrays.copyOf(waiting, size * 2);
    }
    waiting[size++] = sample;
    return true;
  }

  @Override
  void take(SampleSink sink, Metric metric) {
    if (size > 0) {
      sink.samples(named(metric), waiting, size, rendered(metric));
      if (waiting.length > FEW && size < waiting.length / 4) {
        int less = waiting.length / 2;
        waiting = new double[less];
        memory.giveBack(bytes(less));
      }
      size = 0;
    }
  }

  private static long bytes(int samples) {
    return (long) samples * Double.BYTES;
  }
}
