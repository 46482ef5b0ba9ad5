package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import org.jspecify.annotations.Nullable;

/**
 * A part of the {@link SpellingTable}: an open-addressing hash table from raw keys to contexts.
 *
 * <p>A slot is three ints side by side, so that a probe touches one cache line: 32 bits of the
 * hash, the position of the key in the arena (0 in an empty slot), and when the spelling was last
 * seen. The contexts are in an array of their own under the same index. Collisions go to the next
 * slot. The capacity need not be a power of two: the hash, taken as a fraction, is multiplied by
 * it. So the table can grow by half, and is never filled below {@value #MAX_LOAD_PERCENT} * 2/3
 * percent by growing.
 *
 * <p>Nothing is removed one by one: there are no tombstones, and arenas have no holes. What was not
 * seen for long is left behind when the segment is built anew, once it is a quarter of it.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class SpellingSegment {
  private static final int MAX_LOAD_PERCENT = 80;
  private static final int MIN_CAPACITY = 8;

  private static final int INTS = 3;
  private static final int POSITION = 1;
  private static final int SEEN = 2;

  private int[] slots = {};
  private @Nullable Context[] contexts = {};
  private KeyArena keys = new KeyArena();
  private int size;

  SpellingSegment() {
    allocate(MIN_CAPACITY);
  }

  /** The slot of the message's spelling, or -1. */
  int find(int hash, MetricLine line) {
    long keyHeader = KeyArena.keyHeader(line);
    for (int slot = firstSlot(hash); ; slot = next(slot)) {
      int position = slots[slot * INTS + POSITION];
      if (position == 0) {
        return -1;
      }
      if (slots[slot * INTS] == hash && keys.matches(position, keyHeader, line)) {
        return slot;
      }
    }
  }

  @Nullable Context context(int slot) {
    return contexts[slot];
  }

  int emptyTags(int slot) {
    return keys.emptyTags(slots[slot * INTS + POSITION]);
  }

  void seen(int slot, int seconds) {
    slots[slot * INTS + SEEN] = seconds;
  }

  void replace(int slot, @Nullable Context context, int seenSeconds) {
    contexts[slot] = context;
    seen(slot, seenSeconds);
  }

  void add(int hash, MetricLine line, @Nullable Context context, int emptyTags, int seenSeconds) {
    if ((size + 1) * 100L > (long) contexts.length * MAX_LOAD_PERCENT) {
      grow();
    }
    put(hash, keys.add(line, emptyTags), seenSeconds, context);
  }

  int size() {
    return size;
  }

  /** Removes what was not seen since the given second, if it is much. */
  void keepSeenSince(int seconds) {
    int unseen = 0;
    for (int i = 0; i < slots.length; i += INTS) {
      unseen += slots[i + POSITION] != 0 && slots[i + SEEN] < seconds ? 1 : 0;
    }
    if (unseen * 4 > size) {
      KeyArena oldKeys = keys;
      keys = new KeyArena();
      int kept = size - unseen;
      move(Math.max(MIN_CAPACITY, kept * 100 / MAX_LOAD_PERCENT + 1), seconds, oldKeys);
    }
  }

  private void grow() {
    move(contexts.length + (contexts.length >> 1), Integer.MIN_VALUE, keys);
  }

  /** Builds the slots anew with what was seen since a second; keys too, if the arena is new. */
  private void move(int capacity, int seenSince, KeyArena oldKeys) {
    int[] oldSlots = slots;
    @Nullable Context[] oldContexts = contexts;
    allocate(capacity);
    for (int slot = 0; slot < oldContexts.length; slot++) {
      int position = oldSlots[slot * INTS + POSITION];
      int seenSeconds = oldSlots[slot * INTS + SEEN];
      if (position != 0 && seenSeconds >= seenSince) {
        int moved = keys == oldKeys ? position : keys.addFrom(oldKeys, position);
        put(oldSlots[slot * INTS], moved, seenSeconds, oldContexts[slot]);
      }
    }
  }

  private void put(int hash, int position, int seenSeconds, @Nullable Context context) {
    int slot = firstSlot(hash);
    while (slots[slot * INTS + POSITION] != 0) {
      slot = next(slot);
    }
    slots[slot * INTS] = hash;
    slots[slot * INTS + POSITION] = position;
    slots[slot * INTS + SEEN] = seenSeconds;
    contexts[slot] = context;
    size++;
  }

  private void allocate(int capacity) {
    slots = new int[capacity * INTS];
    contexts = new Context[capacity];
    size = 0;
  }

  private int firstSlot(int hash) {
    return (int) ((Integer.toUnsignedLong(hash) * contexts.length) >>> Integer.SIZE);
  }

  private int next(int slot) {
    return slot + 1 == contexts.length ? 0 : slot + 1;
  }
}
