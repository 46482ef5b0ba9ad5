package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.histogram.HistogramSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric with its tags: where the samples of one kind meet.
 *
 * <p>It holds no value. What a bucket gathers is in the columns of that bucket, and the context
 * only knows its slot there; so a bucket is handed over as it is, without a visit to its contexts.
 *
 * <p>There may be a million, so it is kept to 40 bytes: what contexts of a metric have in common is
 * in {@link HostMetric}, lists of tags are shared, and times are ints.
 *
 * <p>Threads: owned by the aggregator's thread, but for what makes the key, which any thread may
 * read, and the {@link #zeroSlot}, which belongs to the flush thread.
 */
public final class Context {
  /** The {@link #zeroSlot} of a context that has none. */
  public static final int NO_ZERO_SLOT = -1;

  private static final int NEVER = Integer.MIN_VALUE;

  private final HostMetric metric;
  private final List<String> tags;
  private final int keyHash;
  private @Nullable Context distributionCopy;
  private int slot;
  private int lastSeenSeconds = NEVER;
  private int zeroSlot = NO_ZERO_SLOT;

  /**
   * A context without samples.
   *
   * @param tags immutable, kept as they are
   * @param keyHash the hash of its key
   */
  Context(HostMetric metric, List<String> tags, int keyHash) {
    this.metric = metric;
    this.tags = tags;
    this.keyHash = keyHash;
  }

  /** A new object at each call: contexts are many, and keys are rarely asked for. */
  public ContextKey key() {
    return new ContextKey(metric.type, metric.name, tags, metric.host);
  }

  int keyHash() {
    return keyHash;
  }

  boolean hasKey(ContextKey key) {
    return metric.type == key.type()
        && metric.name.equals(key.name())
        && metric.host.equals(key.host())
        && tags.equals(key.tags());
  }

  HostMetric metric() {
    return metric;
  }

  public MetricType type() {
    return metric.type;
  }

  public String name() {
    return metric.name;
  }

  /** Normalised, sorted, unique. */
  public List<String> tags() {
    return tags;
  }

  public String host() {
    return metric.host;
  }

  /** The slot in the column that took the last sample; the column knows whether it is its own. */
  public int slot() {
    return slot;
  }

  public void moveTo(int newSlot) {
    slot = newSlot;
  }

  /** The distribution that gets every sample of this histogram too; nearly always null. */
  public @Nullable Context distributionCopy() {
    return distributionCopy;
  }

  void copyTo(@Nullable Context distribution) {
    distributionCopy = distribution;
    if (distribution != null) {
      distribution.seen(Math.max(distribution.lastSeenSeconds, lastSeenSeconds));
    }
  }

  /** What a histogram of this metric becomes; the open bucket keeps what it began with. */
  public HistogramSettings histograms() {
    return metric.histograms();
  }

  /** In seconds of the table, see {@link ContextTable}. */
  int lastSeenSeconds() {
    return lastSeenSeconds;
  }

  void seen(int seconds) {
    if (lastSeenSeconds == seconds) {
      return;
    }
    lastSeenSeconds = seconds;
    if (distributionCopy != null) {
      distributionCopy.seen(seconds);
    }
  }

  /** Marks it as removed for those who still refer to it. */
  void forget() {
    lastSeenSeconds = NEVER;
  }

  /** Where the zeros of this counter's silence are kept; owned by the flush thread. */
  public int zeroSlot() {
    return zeroSlot;
  }

  public void zeroSlot(int newSlot) {
    zeroSlot = newSlot;
  }
}
