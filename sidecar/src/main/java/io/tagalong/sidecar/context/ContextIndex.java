package io.tagalong.sidecar.context;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The contexts by their key: spellings that Datadog treats as equal meet here.
 *
 * <p>Open addressing over nothing but references, because the context holds all that is compared.
 * Cut into segments like the {@link SpellingTable}, and for the same reason.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class ContextIndex {
  static final int SEGMENTS = 1 << 6;

  private final Segment[] segments = new Segment[SEGMENTS];
  private int size;

  ContextIndex() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  @Nullable Context find(ContextKey key) {
    int hash = spread(key.hashCode());
    return segments[hash & (SEGMENTS - 1)].find(hash, key);
  }

  /** Adds a context that is not in it yet. */
  void add(Context context) {
    int hash = spread(context.keyHash());
    segments[hash & (SEGMENTS - 1)].add(hash, context);
    size++;
  }

  int size() {
    return size;
  }

  /** Removes from one segment what was not seen since the given second. */
  void clean(int segment, int beforeSeconds, Consumer<Context> removed) {
    size -= segments[segment].clean(beforeSeconds, removed);
  }

  /** Lets the few bits that a segment and a slot are found by depend on all. */
  private static int spread(int hash) {
    int product = hash * 0x9E3779B9; // 2^32 / golden ratio, odd.
    return product ^ (product >>> 15);
  }

  private static final class Segment {
    private @Nullable Context[] slots = new Context[8];
    private int size;

    @Nullable Context find(int hash, ContextKey key) {
      for (int slot = firstSlot(hash); ; slot = next(slot)) {
        Context context = slots[slot];
        if (context == null || context.hasKey(key)) {
          return context;
        }
      }
    }

    void add(int hash, Context context) {
      if ((size + 1) * 4 > slots.length * 3) {
        move(slots.length + (slots.length >> 1), Integer.MIN_VALUE);
      }
      put(hash, context);
    }

    int clean(int beforeSeconds, Consumer<Context> removed) {
      int expired = 0;
      for (Context context : slots) {
        if (context != null && context.lastSeenSeconds() < beforeSeconds) {
          removed.accept(context);
          expired++;
        }
      }
      if (expired > 0) {
        move(slots.length, beforeSeconds);
      }
      return expired;
    }

    private void move(int capacity, int seenSince) {
      @Nullable Context[] old = slots;
      slots = new Context[capacity];
      size = 0;
      for (Context context : old) {
        if (context != null && context.lastSeenSeconds() >= seenSince) {
          put(spread(context.keyHash()), context);
        }
      }
    }

    private void put(int hash, Context context) {
      int slot = firstSlot(hash);
      while (slots[slot] != null) {
        slot = next(slot);
      }
      slots[slot] = context;
      size++;
    }

    private int firstSlot(int hash) {
      return (int) ((Integer.toUnsignedLong(hash) * slots.length) >>> Integer.SIZE);
    }

    private int next(int slot) {
      return slot + 1 == slots.length ? 0 : slot + 1;
    }
  }
}
