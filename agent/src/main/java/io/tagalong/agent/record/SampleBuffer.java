package io.tagalong.agent.record;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way of the samples of one table from application threads to the flush thread, without locks.
 * Hot.
 *
 * <p>It begins with a small {@link SampleRing}. A thread that finds it full lets one of twice the
 * size follow, up to {@link #LARGEST}; the flush thread lets one of half the size follow when most
 * of it has stood empty for a minute. So it allocates only until it has the size that the
 * application needs.
 *
 * <p><b>Bound.</b> When the largest ring is full, or the {@link SampleMemory} used up, a sample is
 * dropped and counted; nobody waits.
 *
 * <p><b>Threads.</b> Any application thread offers; the flush thread drains.
 */
final class SampleBuffer {
  /** Room for a few hundred samples a second, in 2 kB. */
  static final int SMALLEST = 64;

  /** Drained ten times a second, this is room for 80 000 samples a second of one metric. */
  static final int LARGEST = 8_192;

  /** A minute of drains. */
  static final int DRAINS_OF_A_LOOK = 600;

  private static final AtomicReferenceFieldUpdater<SampleBuffer, SampleRing> WRITING =
      AtomicReferenceFieldUpdater.newUpdater(SampleBuffer.class, SampleRing.class, "writing");

  private final LongAdder drops;
  private final SampleMemory.Share memory;

  /** Replaced by whichever thread finds that there is a next one, read by all. */
  private volatile SampleRing writing = new SampleRing(SMALLEST);

  /** {@link #writing}, or one before it. Owned by the flush thread. */
  private SampleRing reading = writing;

  /** Owned by the flush thread: how often it has drained, and the most at once, since a look. */
  private int drains;

  private int most;

  /**
   * @param drops counts samples that find no room
   * @param memory what rings above the smallest are made of
   */
  SampleBuffer(LongAdder drops, SampleMemory.Share memory) {
    this.drops = drops;
    this.memory = memory;
  }

  /** Puts a sample in, or drops it. */
  void offer(Cell cell, double number, @Nullable Object member) {
    while (true) {
      SampleRing ring = writing;
      SampleRing.Offer offer = ring.offer(cell, number, member);
      if (offer == SampleRing.Offer.TAKEN) {
        return;
      }
      if (offer == SampleRing.Offer.FULL && !haveNext(ring, ring.capacity() * 2)) {
        drops.increment();
        return;
      }
      goOn(ring);
    }
  }

  /** Whether a ring is followed by another one, if need be by a new one of this capacity. */
  private boolean haveNext(SampleRing ring, int capacity) {
    if (ring.next() == null && capacity <= LARGEST && memory.take(bytes(capacity))) {
      if (!ring.followedBy(new SampleRing(capacity))) {
        memory.giveBack(bytes(capacity));
      }
    }
    return ring.next() != null;
  }

  /** Closes a ring that is followed by another one, and writes to that. */
  private void goOn(SampleRing ring) {
    ring.close();
    WRITING.compareAndSet(this, ring, Objects.requireNonNull(ring.next()));
  }

  private static long bytes(int capacity) {
    return capacity == SMALLEST ? 0 : SampleRing.bytes(capacity);
  }

  /** Hands what is in the rings to its cells. Only the flush thread may call this. */
  void drain() {
    int drained = reading.drain(drops);
    while (reading.exhausted()) {
      memory.giveBack(bytes(reading.capacity()));
      reading = Objects.requireNonNull(reading.next());
      drained += reading.drain(drops);
    }
    most = Math.max(most, drained);
    if (++drains == DRAINS_OF_A_LOOK) {
      shrink();
      drains = 0;
      most = 0;
    }
  }

  private void shrink() {
    int capacity = reading.capacity();
    boolean large = capacity > SMALLEST && most < capacity / 4;
    if (large && haveNext(reading, capacity / 2)) {
      goOn(reading);
    }
  }

  /** How many samples there is room for. Only the flush thread may call this. */
  int capacity() {
    return reading.capacity();
  }
}
