package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which senders write contexts, each with the context that it means: the table that
 * every message is looked up in. A spelling may also mean none, when the rules filter it.
 *
 * <p>It is cut into {@value #SEGMENTS} segments by the first bits of the hash, and each grows and
 * is cleaned on its own. So no message waits for more than the 64th part of the table to be moved:
 * at 100 000 spellings some 1600, in well under a millisecond.
 *
 * <p>It works like a cursor, to allocate nothing: {@link #seek} moves it to the spelling of a
 * message, and the other methods are about that.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class SpellingTable {
  static final int SEGMENTS = 1 << 6;

  private final SpellingSegment[] segments = new SpellingSegment[SEGMENTS];
  private SpellingSegment current;
  private int slot;
  private long hash;
  private int size;

  SpellingTable() {
    clear();
    current = segments[0];
  }

  /** Moves to the spelling of a message and tells whether it is known. */
  boolean seek(MetricLine line) {
    hash = RawKeyHash.of(line);
    current = segments[(int) (hash >>> (Long.SIZE - 6))];
    slot = current.find((int) hash, line);
    return slot >= 0;
  }

  /** What the spelling means; null when it is filtered. */
  @Nullable Context context() {
    return current.context(slot);
  }

  int emptyTags() {
    return current.emptyTags(slot);
  }

  void seen(int seconds) {
    current.seen(slot, seconds);
  }

  /** Makes the spelling known that was sought and is not. */
  void add(MetricLine line, @Nullable Context context, int emptyTags, int seenSeconds) {
    current.add((int) hash, line, context, emptyTags, seenSeconds);
    size++;
  }

  /** Gives the known spelling that was sought another meaning. */
  void replace(@Nullable Context context, int seenSeconds) {
    current.replace(slot, context, seenSeconds);
  }

  int size() {
    return size;
  }

  /** Removes from one segment what was not seen since the given second. */
  void clean(int segment, int beforeSeconds) {
    int before = segments[segment].size();
    segments[segment].keepSeenSince(beforeSeconds);
    size -= before - segments[segment].size();
  }

  void clear() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new SpellingSegment();
    }
    size = 0;
  }
}
