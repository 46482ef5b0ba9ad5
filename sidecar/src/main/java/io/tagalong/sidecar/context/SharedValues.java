package io.tagalong.sidecar.context;

import org.jspecify.annotations.Nullable;

/**
 * Lets equal values share one instance for as long as somebody holds it: each is counted as often
 * as it was taken, and leaves when it was given back as often.
 *
 * <p>Open addressing over references, hashes and counts: some 20 bytes a value, where the nodes of
 * a map would take 48. Cut into segments like the {@link SpellingTable}, and for the same reason. A
 * value that leaves makes those behind it move up, so there are no tombstones.
 *
 * <p>Threads: owned by the aggregator's thread.
 *
 * @param <T> immutable
 */
final class SharedValues<T> {
  private static final int SEGMENTS = 1 << 6;

  private final Segment[] segments = new Segment[SEGMENTS];
  private int size;

  SharedValues() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment();
    }
  }

  /** The instance that equals this one, taken once more; null when nobody holds one. */
  @SuppressWarnings("unchecked") // Only what add was given is in a segment.
  @Nullable T take(T value) {
    int hash = spread(value.hashCode());
    Segment segment = segment(hash);
    int slot = segment.find(hash, value);
    if (slot < 0) {
      return null;
    }
    segment.uses[slot]++;
    return (T) segment.values[slot];
  }

  /** Makes this the shared instance, taken once; nobody holds an equal one yet. */
  void add(T value) {
    int hash = spread(value.hashCode());
    segment(hash).add(hash, value);
    size++;
  }

  /** Gives back what was taken once, and tells whether that was the last time. */
  boolean giveBack(T value) {
    int hash = spread(value.hashCode());
    Segment segment = segment(hash);
    int slot = segment.find(hash, value);
    if (slot < 0) {
      throw new IllegalStateException("a value was given back more often than it was taken");
    }
    if (--segment.uses[slot] > 0) {
      return false;
    }
    segment.remove(slot);
    size--;
    return true;
  }

  /** How many different values there are. */
  int size() {
    return size;
  }

  private Segment segment(int hash) {
    return segments[hash & (SEGMENTS - 1)];
  }

  /** Lets the few bits that a segment and a slot are found by depend on all. */
  private static int spread(int hash) {
    int product = hash * 0x9E3779B9; // 2^32 / golden ratio, odd.
    return product ^ (product >>> 15);
  }

  private static final class Segment {
    private static final int MIN_CAPACITY = 8;

    @Nullable Object[] values = {};
    int[] hashes = {};
    int[] uses = {};
    int size;

    Segment() {
      allocate(MIN_CAPACITY);
    }

    int find(int hash, Object value) {
      for (int slot = firstSlot(hash); ; slot = next(slot)) {
        Object candidate = values[slot];
        if (candidate == null) {
          return -1;
        }
        if (hashes[slot] == hash && candidate.equals(value)) {
          return slot;
        }
      }
    }

    void add(int hash, Object value) {
      if ((size + 1) * 4 > values.length * 3) {
        resize(values.length + (values.length >> 1));
      }
      put(hash, value, 1);
    }

    /** Empties a slot and moves up what would not be found beyond it any more. */
    void remove(int slot) {
      int hole = slot;
      for (int i = next(hole); values[i] != null; i = next(i)) {
        if (distance(firstSlot(hashes[i]), i) >= distance(hole, i)) {
          values[hole] = values[i];
          hashes[hole] = hashes[i];
          uses[hole] = uses[i];
          hole = i;
        }
      }
      values[hole] = null;
      size--;
      if (values.length > MIN_CAPACITY && size * 4 < values.length) {
        resize(Math.max(MIN_CAPACITY, values.length / 2));
      }
    }

    private void resize(int capacity) {
      @Nullable Object[] oldValues = values;
      int[] oldHashes = hashes;
      int[] oldUses = uses;
      allocate(capacity);
      for (int slot = 0; slot < oldValues.length; slot++) {
        Object value = oldValues[slot];
        if (value != null) {
          put(oldHashes[slot], value, oldUses[slot]);
        }
      }
    }

    private void put(int hash, Object value, int taken) {
      int slot = firstSlot(hash);
      while (values[slot] != null) {
        slot = next(slot);
      }
      values[slot] = value;
      hashes[slot] = hash;
      uses[slot] = taken;
      size++;
    }

    private void allocate(int capacity) {
      values = new Object[capacity];
      hashes = new int[capacity];
      uses = new int[capacity];
      size = 0;
    }

    private int firstSlot(int hash) {
      return (int) ((Integer.toUnsignedLong(hash) * values.length) >>> Integer.SIZE);
    }

    private int next(int slot) {
      return slot + 1 == values.length ? 0 : slot + 1;
    }

    /** How many steps lead from one slot to another. */
    private int distance(int from, int to) {
      return to >= from ? to - from : to - from + values.length;
    }
  }
}
