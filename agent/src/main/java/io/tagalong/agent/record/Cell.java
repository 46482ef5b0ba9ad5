package io.tagalong.agent.record;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The count of one tag set.
 *
 * <p>Application threads add; the flush thread alone takes. The adder only ever grows, and the
 * flush thread remembers how much of it has left: so no reset can lose a concurrent increment.
 */
final class Cell {
  final int hash;
  final @Nullable Object tag0;
  final @Nullable Object tag1;
  final @Nullable Object tag2;
  final @Nullable Object tag3;

  final LongAdder count = new LongAdder();

  /** Owned by the flush thread. */
  long taken;

  /** Rendered by the flush thread when it first sees the cell. */
  String @Nullable [] rendered;

  Cell(
      int hash,
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3) {
    this.hash = hash;
    this.tag0 = tag0;
    this.tag1 = tag1;
    this.tag2 = tag2;
    this.tag3 = tag3;
  }

  /** Hot. Whether this cell counts the given tag set. */
  boolean holds(
      int hash,
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3) {
    return this.hash == hash
        && same(this.tag0, tag0)
        && same(this.tag1, tag1)
        && same(this.tag2, tag2)
        && same(this.tag3, tag3);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || (a != null && a.equals(b));
  }
}
