package io.tagalong.agent.record;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The samples of one tag set of a histogram, a distribution or a timing. */
public final class SampleCell extends Cell {
  /** More samples of one tag set are not kept from one flush to the next. */
  private static final int MAX_WAITING = 65_536;

  private final SampleBuffer buffer;

  /** Owned by the flush thread, as its size is. */
  private double[] waiting = new double[16];

  private int size;

  SampleCell(int hash, @Nullable Object[] tags, LongAdder drops, SampleBuffer buffer) {
    super(hash, tags, drops);
    this.buffer = buffer;
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
      if (size == MAX_WAITING) {
        return false;
      }
      waiting = Arrays.copyOf(waiting, size * 2);
    }
    waiting[size++] = sample;
    return true;
  }

  @Override
  void take(SampleSink sink, TagTable table) {
    if (size > 0) {
      sink.samples(metric(table), waiting, size, rendered(table));
      size = 0;
    }
  }
}
