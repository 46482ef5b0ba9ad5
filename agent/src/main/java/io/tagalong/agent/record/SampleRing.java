package io.tagalong.agent.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A ring of fixed size that samples go through, without locks and without allocation. Hot.
 *
 * <p><b>Layout.</b> Three arrays side by side, so that a sample needs no object, and a turn per
 * place. A place is free for the writer of position {@code p} when its turn is {@code p}, full when
 * it is {@code p + 1}, and free for the next round at {@code p + capacity}: the bounded queue of
 * Dmitry Vyukov. A writer claims a position by one compare-and-set and publishes by setting the
 * turn.
 *
 * <p><b>End.</b> A ring can be closed, once another one follows it: the sign of the tail says so,
 * and no position is claimed any more. Those that were claimed before are read to the last.
 *
 * <p><b>Threads.</b> Any application thread offers, follows and closes; the flush thread drains.
 */
final class SampleRing {
  /** What became of an offer. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /** Of a place: turn, number, and two references, not compressed at worst. */
  private static final int PLACE_BYTES = 32;

  /** In the tail, beside the position that it ended at. */
  private static final long CLOSED = Long.MIN_VALUE;

  private final int mask;

  /** Set by the writer of a place and by the flush thread, read by both. */
  private final AtomicLongArray turns;

  private final @Nullable Cell[] cells;
  private final double[] numbers;
  private final @Nullable Object[] members;

  /** The next position to write: advanced by application threads. */
  private final AtomicLong tail = new AtomicLong();

  /** The next position to read: owned by the flush thread. */
  private long head;

  /** Set once, by an application thread or the flush thread; read by all. */
  private final AtomicReference<@Nullable SampleRing> next = new AtomicReference<>();

  /**
   * @param capacity a power of two
   */
  SampleRing(int capacity) {
    this.mask = capacity - 1;
    this.turns = new AtomicLongArray(capacity);
    this.cells = new Cell[capacity];
    this.numbers = new double[capacity];
    this.members = new Object[capacity];
    for (int i = 0; i < capacity; i++) {
      turns.set(i, i);
    }
  }

  int capacity() {
    return mask + 1;
  }

  /** The heap that a ring of this capacity takes. */
  static long bytes(int capacity) {
    return (long) capacity * PLACE_BYTES;
  }

  /** Puts a sample in, if there is room. */
  Offer offer(Cell cell, double number, @Nullable Object member) {
    while (true) {
      long position = tail.get();
      if (position < 0) {
        return Offer.CLOSED;
      }
      int place = (int) position & mask;
      long ahead = turns.get(place) - position;
      if (ahead < 0) {
        return Offer.FULL;
      }
      if (ahead == 0 && tail.compareAndSet(position, position + 1)) {
        cells[place] = cell;
        numbers[place] = number;
        members[place] = member;
        turns.set(place, position + 1);
        return Offer.TAKEN;
      }
    }
  }

  /** The ring after this one; null while there is none. */
  @Nullable SampleRing next() {
    return next.get();
  }

  /** Lets a ring follow this one; false when another one does already. */
  boolean followedBy(SampleRing ring) {
    return next.compareAndSet(null, ring);
  }

  /** Takes no sample any more. There must be a ring that follows. */
  void close() {
    long position = tail.get();
    while (position >= 0 && !tail.compareAndSet(position, position | CLOSED)) {
      position = tail.get();
    }
  }

  /** Whether nothing will ever be in it again. Only the flush thread may call this. */
  boolean exhausted() {
    long end = tail.get();
    return end < 0 && head == (end & ~CLOSED);
  }

  /**
   * Hands what is in it to its cells. Only the flush thread may call this.
   *
   * @param drops counts what a cell has no room for
   * @return how many samples there were
   */
  int drain(LongAdder drops) {
    long first = head;
    while (turns.get((int) head & mask) == head + 1) {
      int place = (int) head & mask;
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
      turns.set(place, head + capacity());
      head++;
    }
    return (int) (head - first);
  }
}
