package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one metric by tag set: bounded, lock-free, and free of allocation for a tag set
 * that it knows. Hot.
 *
 * <p><b>Layout.</b> An open-addressing array of cells, linear probing, at most half full. A cell is
 * put in place by one compare-and-set and never moves or leaves: there is no {@code remove}, since
 * tag sets are few and live as long as the application uses them. A probe therefore ends at the
 * cell it looks for or at a free place, and a reader needs no lock.
 *
 * <p><b>Bound.</b> At {@link Metric#limit} tag sets, calls with new ones are counted in one
 * overflow cell, whose tags all read {@code overflow}: the total stays exact, only the detail is
 * gone.
 *
 * <p><b>Threads.</b> Any application thread counts; the flush thread takes.
 *
 * <p><b>Rejected.</b> A {@code ConcurrentHashMap} needs a key object per call, which escape
 * analysis removes only in compiled code; this table allocates nothing in the interpreter either.
 *
 * <p>Tag values are strings, boxed primitives or null and nothing else, as the linker hands them
 * over: so comparing and hashing them runs no code of the application and retains none of its class
 * loaders.
 */
public final class TagTable {
  private static final String OVERFLOW = "overflow";

  private final Metric metric;
  private final int mask;

  /** Written by application threads, by compare-and-set from null; read by them and by flush. */
  private final AtomicReferenceArray<@Nullable Cell> cells;

  /** Cells in place or about to be. Raised by application threads only. */
  private final AtomicInteger size = new AtomicInteger();

  private final Cell overflow = new Cell(0, OVERFLOW, OVERFLOW, OVERFLOW, OVERFLOW);

  public TagTable(Metric metric) {
    this.metric = metric;
    int capacity = Integer.highestOneBit(Math.max(1, metric.limit())) * 4;
    this.mask = capacity - 1;
    this.cells = new AtomicReferenceArray<>(capacity);
  }

  /**
   * Counts one call.
   *
   * @param tag0 value of the metric's first tag; null leaves the tag out, as it does for a tag that
   *     the metric does not have
   */
  public void count(
      @Nullable Object tag0, @Nullable Object tag1, @Nullable Object tag2, @Nullable Object tag3) {
    find(tag0, tag1, tag2, tag3).count.increment();
  }

  private Cell find(
      @Nullable Object tag0, @Nullable Object tag1, @Nullable Object tag2, @Nullable Object tag3) {
    int hash = hash(tag0, tag1, tag2, tag3);
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Cell cell = cells.get(i);
      if (cell == null) {
        if (!reserve()) {
          return overflow;
        }
        Cell fresh = new Cell(hash, tag0, tag1, tag2, tag3);
        if (cells.compareAndSet(i, null, fresh)) {
          return fresh;
        }
        // Another thread took the place, perhaps for the same tag set: look at it again.
        size.decrementAndGet();
        i = (i - 1) & mask;
      } else if (cell.holds(hash, tag0, tag1, tag2, tag3)) {
        return cell;
      }
    }
  }

  /** Claims room for one more cell; false when the limit is reached. */
  private boolean reserve() {
    if (size.get() >= metric.limit()) {
      return false;
    }
    if (size.incrementAndGet() <= metric.limit()) {
      return true;
    }
    size.decrementAndGet();
    return false;
  }

  private static int hash(
      @Nullable Object tag0, @Nullable Object tag1, @Nullable Object tag2, @Nullable Object tag3) {
    int hash = ((hash(tag0) * 31 + hash(tag1)) * 31 + hash(tag2)) * 31 + hash(tag3);
    return hash ^ (hash >>> 16);
  }

  private static int hash(@Nullable Object tag) {
    return tag == null ? 0 : tag.hashCode();
  }

  /** Takes what was counted since the last time. Only the flush thread may call this. */
  public void takeInto(CountSink sink) {
    for (int i = 0; i <= mask; i++) {
      Cell cell = cells.get(i);
      if (cell != null) {
        take(cell, sink);
      }
    }
    take(overflow, sink);
  }

  private void take(Cell cell, CountSink sink) {
    long total = cell.count.sum();
    long delta = total - cell.taken;
    if (delta == 0) {
      return;
    }
    String[] tags = cell.rendered;
    if (tags == null) {
      tags = TagText.render(metric.tagKeys(), values(cell));
      cell.rendered = tags;
    }
    sink.count(metric.name(), delta, tags);
    cell.taken = total;
  }

  private static List<@Nullable Object> values(Cell cell) {
    // Not List.of, which refuses null.
    return Arrays.asList(cell.tag0, cell.tag1, cell.tag2, cell.tag3);
  }
}
