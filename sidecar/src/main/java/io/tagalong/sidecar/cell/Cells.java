package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.context.Context;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.Arrays;

/**
 * The histograms, distributions and sets of one bucket, in the order of their first sample; built
 * like {@link Numbers}.
 *
 * <p>Threads: written by the aggregator's thread, handed over once, then only read. <em>Hot.</em>
 */
public final class Cells {
  private static final int MIN_CAPACITY = 16;

  private Context[] contexts;
  private Cell[] cells;
  private int size;

  public Cells(int expectedSize) {
    int capacity = Math.max(MIN_CAPACITY, expectedSize);
    contexts = new Context[capacity];
    cells = new Cell[capacity];
  }

  /** Adds the samples of a message to the context's cell and tells how many were taken. */
  public int add(Context context, MetricType type, MetricLine line) {
    int slot = context.slot();
    if (slot < size && contexts[slot] == context) {
      return cells[slot].add(line);
    }
    Cell cell = Cell.of(type, context.histograms());
    int accepted = cell.add(line);
    if (accepted > 0) {
      context.moveTo(append(context, cell));
    }
    return accepted;
  }

  /** Takes over the cell of a context that has none here, and tells its slot. */
  public int append(Context context, Cell cell) {
    if (size == contexts.length) {
      int capacity = size + (size >> 1);
      contexts = Arrays.copyOf(contexts, capacity);
      cells = Arrays.copyOf(cells, capacity);
    }
    contexts[size] = context;
    cells[size] = cell;
    return size++;
  }

  public int size() {
    return size;
  }

  public Context context(int index) {
    return contexts[index];
  }

  public Cell cell(int index) {
    return cells[index];
  }
}
