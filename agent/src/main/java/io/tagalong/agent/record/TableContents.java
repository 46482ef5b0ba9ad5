package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TagTable} has gathered, for the flush thread. It is held beyond the table, which
 * goes with the last call that records in it: so what that has recorded still leaves.
 */
final class TableContents {
  private final Metric metric;
  private final AtomicReferenceArray<@Nullable Cell> cells;
  private final Cell overflow;

  /** Null for counts and gauges, which need none. */
  private final @Nullable SampleBuffer buffer;

  private final SampleMemory.Share memory;
  private final LongAdder overflows;
  private final LongAdder drops;
  private final SampleSink dropping;

  /**
   * @param cells as the table fills them
   * @param overflow the table's cell for everything beyond its limit
   * @param memory what the samples in the table take
   * @param overflows how many samples went to that cell
   * @param drops how many samples were dropped
   */
  TableContents(
      Metric metric,
      AtomicReferenceArray<@Nullable Cell> cells,
      Cell overflow,
      @Nullable SampleBuffer buffer,
      SampleMemory.Share memory,
      LongAdder overflows,
      LongAdder drops) {
    this.metric = metric;
    this.cells = cells;
    this.overflow = overflow;
    this.buffer = buffer;
    this.memory = memory;
    this.overflows = overflows;
    this.drops = drops;
    this.dropping = new DroppingSink(drops);
  }

  /** Makes room in the sample buffer. */
  void drain() {
    if (buffer != null) {
      buffer.drain();
    }
  }

  /** Gives what is new since the last time. */
  void takeInto(SampleSink sink) {
    drain();
    for (int i = 0; i < cells.length(); i++) {
      Cell cell = cells.get(i);
      if (cell != null) {
        cell.take(cell.hasName(metric) ? sink : dropping, metric);
      }
    }
    overflow.take(sink, metric);
  }

  /** Gives the memory back, when nothing will be recorded any more and all has been taken. */
  void end() {
    memory.giveAllBack();
  }

  long overflows() {
    return overflows.sum();
  }

  long drops() {
    return drops.sum();
  }
}
