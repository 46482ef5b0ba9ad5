package io.tagalong.sidecar.context;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal values share one instance, most of the time: a cache with one slot for each hash, in
 * which the latest value wins.
 *
 * <p>What falls out is only shared no more, so nothing has to be removed when contexts are
 * forgotten, and the size is fixed. A map would share everything, at 40 bytes for each value that
 * nobody shares.
 *
 * <p>Threads: owned by the aggregator's thread.
 *
 * @param <T> immutable
 */
final class InternCache<T> {
  private final @Nullable Object[] slots;
  private final int mask;

  InternCache(int sizeBits) {
    slots = new Object[1 << sizeBits];
    mask = slots.length - 1;
  }

  /** An equal value that was given before, or this one. */
  @SuppressWarnings("unchecked") // Equal to a T that was put here, and by the same method.
  T intern(T value) {
    int hash = value.hashCode() * 0x9E3779B9; // 2^32 / golden ratio, odd.
    int slot = (hash ^ (hash >>> 15)) & mask;
    Object known = slots[slot];
    if (known != null && value.equals(known)) {
      return (T) known;
    }
    slots[slot] = value;
    return value;
  }
}
