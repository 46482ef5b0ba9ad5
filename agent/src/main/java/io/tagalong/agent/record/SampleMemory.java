package io.tagalong.agent.record;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap samples may take until they leave: one bound for all tables, beside the little that
 * each begins with. What finds no room is dropped, and counted by its table.
 *
 * <p>Application threads and the flush thread take and give back.
 */
final class SampleMemory {
  private static final long MOST_BYTES = 32L << 20;

  /** The part of a small heap that the agent may ask for. */
  private static final int PART_OF_HEAP = 16;

  private final AtomicLong freeBytes;

  SampleMemory(long bytes) {
    this.freeBytes = new AtomicLong(bytes);
  }

  /** As much as suits the heap of this JVM. */
  static SampleMemory ofHeap() {
    return new SampleMemory(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  private boolean take(long bytes) {
    if (freeBytes.addAndGet(-bytes) >= 0) {
      return true;
    }
    freeBytes.addAndGet(bytes);
    return false;
  }

  long freeBytes() {
    return freeBytes.get();
  }

  /** What one table has of it. */
  static final class Share {
    private final SampleMemory whole;
    private final AtomicLong bytes = new AtomicLong();

    Share(SampleMemory whole) {
      this.whole = whole;
    }

    /** Takes so many bytes, if they are to be had. */
    boolean take(long more) {
      if (!whole.take(more)) {
        return false;
      }
      bytes.addAndGet(more);
      return true;
    }

    void giveBack(long less) {
      bytes.addAndGet(-less);
      whole.freeBytes.addAndGet(less);
    }

    /** Ends the share, with its table. */
    void giveAllBack() {
      whole.freeBytes.addAndGet(bytes.getAndSet(0));
    }
  }
}
