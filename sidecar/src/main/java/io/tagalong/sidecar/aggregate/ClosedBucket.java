package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.cell.Cells;
import io.tagalong.sidecar.cell.Numbers;
import java.util.Collection;
import java.util.List;

/**
 * All that one aggregator gathered in one bucket, on its way to the flush thread. It is handed over
 * as it was gathered; series and sketches are made of it by {@link SnapshotStage}, where nobody
 * waits.
 *
 * <p>Threads: built by the aggregator's thread, which lets go of everything in it; from then on
 * only read.
 */
public final class ClosedBucket {
  /** How a bucket came to its end. */
  enum End {
    /** Its time was over, so a counter of which it holds nothing was silent. */
    COMPLETE,
    /** The process ended, and nobody knows what would still have come. */
    CUT_SHORT,
    /** Its content was dropped on the way. */
    LOST
  }

  private final long startSeconds;
  private final End end;
  private final Numbers numbers;
  private final Cells cells;
  private final Collection<TimedPoint> timed;

  ClosedBucket(
      long startSeconds, End end, Numbers numbers, Cells cells, Collection<TimedPoint> timed) {
    this.startSeconds = startSeconds;
    this.end = end;
    this.numbers = numbers;
    this.cells = cells;
    this.timed = timed;
  }

  static ClosedBucket empty(long startSeconds, End end) {
    return new ClosedBucket(startSeconds, end, new Numbers(0), new Cells(0), List.of());
  }

  /** What is left when the content has to be dropped: that there was a bucket. */
  public ClosedBucket lost() {
    return empty(startSeconds, End.LOST);
  }

  /** Unix time at which the bucket began. */
  public long startSeconds() {
    return startSeconds;
  }

  /** How many contexts have something in it, and points of their own time. */
  public int items() {
    return numbers.size() + cells.size() + timed.size();
  }

  End end() {
    return end;
  }

  Numbers numbers() {
    return numbers;
  }

  Cells cells() {
    return cells;
  }

  /** Each a point of its own, in the order of their first samples. */
  Collection<TimedPoint> timed() {
    return timed;
  }
}
