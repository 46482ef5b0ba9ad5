package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.telemetry.SelfMetric;
import org.jspecify.annotations.Nullable;

/**
 * A metric with its tags, and its cell in the open bucket.
 *
 * <p>Threads: owned by the aggregator's thread.
 */
final class Context {
  private final ContextKey key;
  private final MetricType firstType;
  private SelfMetric counter = SelfMetric.SAMPLES;
  private @Nullable Cell cell;
  private @Nullable Context distributionCopy;
  private HistogramSettings histograms = HistogramSettings.DEFAULT;
  private long lastSeenSeconds;
  private long zerosUntilSeconds = Long.MIN_VALUE;

  Context(ContextKey key, MetricType firstType) {
    this.key = key;
    this.firstType = firstType;
  }

  ContextKey key() {
    return key;
  }

  /** The type of the first sample, which matters where the key holds all types. */
  MetricType firstType() {
    return firstType;
  }

  /** Under which name the samples of the message at hand are to be counted. */
  SelfMetric counter() {
    return counter;
  }

  void countUnder(SelfMetric newCounter) {
    counter = newCounter;
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

  /** The distribution that gets every sample of this histogram too; nearly always null. */
  @Nullable Context distributionCopy() {
    return distributionCopy;
  }

  void copyTo(@Nullable Context distribution) {
    distributionCopy = distribution;
  }

  /** What a histogram of this context becomes; the open bucket keeps what it began with. */
  HistogramSettings histograms() {
    return histograms;
  }

  void histogramsBecome(HistogramSettings settings) {
    histograms = settings;
  }

  /** Silence in a bucket that begins at this second at the latest counts as zero. */
  void zerosUntil(long seconds) {
    zerosUntilSeconds = seconds;
  }

  /** Whether a bucket that begins at this second wants a zero. */
  boolean expectsZero(long bucketStartSeconds) {
    return bucketStartSeconds <= zerosUntilSeconds;
  }

  /** Writes a zero if this is a counter of which nothing came in the bucket. */
  void zeroIfIdle(long bucketStartSeconds, SnapshotBuilder snapshot) {
    if (cell == null && expectsZero(bucketStartSeconds)) {
      snapshot.count(key, "", 0);
    }
  }

  long lastSeenSeconds() {
    return lastSeenSeconds;
  }

  void seen(long seconds) {
    lastSeenSeconds = seconds;
    if (distributionCopy != null) {
      distributionCopy.seen(seconds);
    }
  }
}
