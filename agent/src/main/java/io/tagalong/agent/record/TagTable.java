package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one metric by tag set: bounded, and free of locks and allocation for a tag set that
 * it knows. Hot.
 *
 * <p><b>Layout.</b> An open-addressing array of cells, linear probing, at most half full. A cell
 * never moves or leaves: there is no {@code remove}, since tag sets are few and live as long as the
 * application uses them. A probe therefore ends at the cell it looks for or at a free place, and a
 * reader needs no lock.
 *
 * <p><b>Bound.</b> At {@link Metric#limit} tag sets, calls with new ones go to one overflow cell,
 * whose tags all read {@code overflow}: the total stays exact, only the detail is gone.
 *
 * <p><b>Threads.</b> Any application thread finds and fills cells; the flush thread takes. Only to
 * add a cell takes a lock, which happens as often as there are tag sets: so whoever finds the table
 * full knows that his tag set has no cell, and never will.
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

  /** Null for counts and gauges, which need none. */
  private final @Nullable SampleBuffer buffer;

  private final SampleMemory.Share memory;

  /** Written by application threads, under its lock; read by them and by flush. */
  private final AtomicReferenceArray<@Nullable Cell> cells;

  /** Cells in place. Guarded by {@link #cells}. */
  private int size;

  /** Whether the last cell is in place: written after it, under the lock, and read without. */
  private volatile boolean full;

  private final Cell overflow;

  /** Added to by application threads, read by the flush thread. */
  private final LongAdder overflows = new LongAdder();

  /** Of samples without room, and of numbers that are none; added to and read likewise. */
  private final LongAdder drops = new LongAdder();

  private final TableContents contents;

  /**
   * @param memory what the samples of all tables take
   */
  TagTable(Metric metric, SampleMemory memory) {
    this.metric = metric;
    this.memory = new SampleMemory.Share(memory);
    int capacity = Integer.highestOneBit(Math.max(1, metric.limit())) * 4;
    this.mask = capacity - 1;
    this.cells = new AtomicReferenceArray<>(capacity);
    this.buffer = needsBuffer(metric) ? new SampleBuffer(drops, this.memory) : null;
    Object[] everywhere = new Object[Metric.MAX_TAGS];
    Arrays.fill(everywhere, OVERFLOW);
    this.overflow = cell(0, everywhere);
    this.contents =
        new TableContents(metric, cells, overflow, buffer, this.memory, overflows, drops);
  }

  private static boolean needsBuffer(Metric metric) {
    switch (metric.type()) {
      case COUNT:
      case GAUGE:
        return false;
      case HISTOGRAM:
      case DISTRIBUTION:
      case TIMING:
      case SET:
        return true;
    }
    throw new AssertionError(metric.type());
  }

  private Cell cell(int hash, @Nullable Object[] tags) {
    SampleBuffer samples = buffer;
    if (samples == null) {
      if (metric.type() == MetricType.GAUGE) {
        return new GaugeCell(hash, tags, drops);
      }
      return metric.fractional()
          ? new SumCell(hash, tags, drops)
          : new CountCell(hash, tags, drops);
    }
    return metric.type() == MetricType.SET
        ? new SetCell(hash, tags, drops, samples, memory)
        : new SampleCell(hash, tags, drops, samples, memory);
  }

  /** For the flush thread; it does not hold the table. */
  TableContents contents() {
    return contents;
  }

  /**
   * The cell of a tag set: a {@link CountCell}, {@link SumCell}, {@link GaugeCell}, {@link SetCell}
   * or {@link SampleCell}, as the metric asks.
   *
   * @param tag0 value of the metric's first tag; null leaves the tag out, as it does for a tag that
   *     the metric does not have
   */
  public Cell find(
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3,
      @Nullable Object tag4,
      @Nullable Object tag5,
      @Nullable Object tag6,
      @Nullable Object tag7) {
    int low = (hash(tag0) * 31 + hash(tag1)) * 31 + hash(tag2);
    int high = (hash(tag4) * 31 + hash(tag5)) * 31 + hash(tag6);
    int hash = (low * 31 + hash(tag3)) * 31 + (high * 31 + hash(tag7));
    hash ^= hash >>> 16;
    Cell cell = look(hash, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7);
    return cell == null ? lookAgain(hash, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7) : cell;
  }

  /** The cell of a tag set; null when it has none. */
  private @Nullable Cell look(
      int hash,
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3,
      @Nullable Object tag4,
      @Nullable Object tag5,
      @Nullable Object tag6,
      @Nullable Object tag7) {
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Cell cell = cells.get(i);
      if (cell == null || cell.holds(hash, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7)) {
        return cell;
      }
    }
  }

  /** The cell of a tag set that had none a moment ago; the overflow cell when there is no room. */
  private Cell lookAgain(
      int hash,
      @Nullable Object tag0,
      @Nullable Object tag1,
      @Nullable Object tag2,
      @Nullable Object tag3,
      @Nullable Object tag4,
      @Nullable Object tag5,
      @Nullable Object tag6,
      @Nullable Object tag7) {
    Cell cell;
    if (full) {
      // Whoever has filled the table since the first look may have done so with this very set.
      cell = look(hash, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7);
    } else {
      synchronized (cells) {
        cell = look(hash, tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7);
        if (cell == null && !full) {
          cell = cell(hash, new Object[] {tag0, tag1, tag2, tag3, tag4, tag5, tag6, tag7});
          add(cell, hash);
        }
      }
    }
    if (cell == null) {
      overflows.increment();
      return overflow;
    }
    return cell;
  }

  private void add(Cell cell, int hash) {
    int place = hash & mask;
    while (cells.get(place) != null) {
      place = (place + 1) & mask;
    }
    cells.set(place, cell);
    size++;
    full = size >= metric.limit();
  }

  private static int hash(@Nullable Object tag) {
    return tag == null ? 0 : tag.hashCode();
  }
}
