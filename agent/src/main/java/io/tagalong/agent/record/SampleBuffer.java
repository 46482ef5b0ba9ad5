package io.tagalong.agent.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way of samples from application threads to the flush thread: a ring of fixed size, without
 * locks and without allocation. Hot.
 *
 * <p><b>Layout.</b> Three arrays side by side, so that a sample needs no object, and a turn per
 * place. A place is free for the writer of position {@code p} when its turn is {@code p}, full when
 * it is {@code p + 1}, and free for the next round at {@code p + capacity}: the bounded queue of
 * Dmitry Vyukov. A writer claims a position by one compare-and-set and publishes by setting the
 * turn.
 *
 * <p><b>Bound.</b> When the ring is full a sample is dropped and counted; nobody waits.
 *
 * <p><b>Threads.</b> Any application thread offers; the flush thread drains.
 */
final class SampleBuffer {
  /** Drained ten times a second, this is room for 80 000 samples a second of one metric. */
  static final int CAPACITY = 8_192;

  private static final int MASK = CAPACITY - 1;

  /** Set by the writer of a place and by the flush thread, read by both. */
  private final AtomicLongArray turns = new AtomicLongArray(CAPACITY);

  private final @Nullable Cell[] cells = new Cell[CAPACITY];
  private final double[] numbers = new double[CAPACITY];
  private final @Nullable Object[] members = new Object[CAPACITY];

  /** The next position to write: advanced by application threads. */
  private final AtomicLong tail = new AtomicLong();

  /** The next position to read: owned by the flush thread. */
  private long head;

  /** Added to by application threads and the flush thread, read by the flush thread. */
  private final LongAdder drops;

  SampleBuffer(LongAdder drops) {
    this.drops = drops;
    for (int i = 0; i < CAPACITY; i++) {
      turns.set(i, i);
    }
  }

  /** Puts a sample in, or drops it. */
  void offer(Cell cell, double number, @Nullable Object member) {
    while (true) {
      long position = tail.get();
      int place = (int) position & MASK;
      long ahead = turns.get(place) - position;
      if (ahead < 0) {
        drops.increment();
        return;
      }
      if (ahead == 0 && tail.compareAndSet(position, position + 1)) {
        cells[place] = cell;
        numbers[place] = number;
        members[place] = member;
        turns.set(place, position + 1);
        return;
      }
    }
  }

  /** Hands what is in the ring to its cells. Only the flush thread may call this. */
  void drain() {
    while (turns.get((int) head & MASK) == head + 1) {
      int place = (int) head & MASK;
      Cell cell = cells[place];
      Object member = members[place];
      boolean kept =
          member == null
              ? cell instanceof SampleCell && ((SampleCell) cell).keep(numbers[place])
              : cell instanceof SetCell && ((SetCell) cell).keep(member);
      if (!kept) {
        drops.increment();
      }
      cells[place] = null;
      members[place] = null;
      turns.set(place, head + CAPACITY);
      head++;
    }
  }
}
