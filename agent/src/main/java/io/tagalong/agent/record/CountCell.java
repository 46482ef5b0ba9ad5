package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The count of one tag set.
 *
 * <p>The adder is only ever added to, and the flush thread remembers how much of it has left: so no
 * reset can lose a concurrent increment.
 */
public final class CountCell extends Cell {
  /** Up to here a double holds every whole number. */
  private static final double MOST = 1L << 53;

  /** Added to by application threads, read by the flush thread. */
  private final LongAdder count = new LongAdder();

  /** Owned by the flush thread. */
  private long taken;

  CountCell(int hash, @Nullable Object[] tags, LongAdder drops) {
    super(hash, tags, drops);
  }

  /** Hot. */
  public void increment() {
    count.increment();
  }

  /** Hot. */
  public void add(long number) {
    count.add(number);
  }

  /** Hot. Adds the whole part of a number; not a number adds nothing, nor does a huge one. */
  public void add(double number) {
    if (takes(number, MOST)) {
      count.add((long) number);
    }
  }

  @Override
  void take(SampleSink sink, Metric metric) {
    long total = count.sum();
    if (total != taken) {
      sink.count(named(metric), total - taken, rendered(metric));
      taken = total;
    }
  }
}
