package io.tagalong.sidecar.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * A metric with its tags, and its cell in the open bucket.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class Context {
  private final ContextKey key;
  private @Nullable Cell cell;
  private long lastSeenSeconds;
  private long zerosUntilSeconds = Long.MIN_VALUE;

  Context(ContextKey key) {
    this.key = key;
  }

  ContextKey key() {
    return key;
  }

  /** The cell of the open bucket, null as long as there was no sample in it. */
  @Nullable Cell cell() {
    return cell;
  }

  void open(Cell newCell) {
    cell = newCell;
  }

  /** Writes out the cell and takes it away; the next bucket begins with a new one. */
  void close(SnapshotBuilder snapshot) {
    if (cell != null) {
      cell.emit(key, snapshot);
      cell = null;
    }
  }

  /** Silence in a bucket that begins at this second at the latest counts as zero. */
  void zerosUntil(long seconds) {
    zerosUntilSeconds = seconds;
  }

  /** Writes a zero if this is a counter of which nothing came in the bucket. */
  void zeroIfIdle(long bucketStartSeconds, SnapshotBuilder snapshot) {
    if (cell == null && bucketStartSeconds <= zerosUntilSeconds) {
      snapshot.count(key, "", 0);
    }
  }

  long lastSeenSeconds() {
    return lastSeenSeconds;
  }

  void seen(long seconds) {
    lastSeenSeconds = seconds;
  }
}
