package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric with its tags: where the samples of one kind meet.
 *
 * <p>It holds no value. What a bucket gathers is in the columns of that bucket, and the context
 * only knows its slot there; so a bucket is handed over as it is, without a visit to its contexts.
 *
 * <p>Threads: owned by the aggregator's thread, but for the key, which any thread may read, and the
 * {@link #zeroSlot}, which belongs to the flush thread.
 */
final class Context {
  private final ContextKey key;
  private @Nullable Context distributionCopy;
  private int slot;
  private long lastSeenSeconds;
  private int zeroSlot = ZeroFiller.NO_SLOT;

  Context(ContextKey key) {
    this.key = key;
  }

  ContextKey key() {
    return key;
  }

  MetricType type() {
    return key.type();
  }

  String name() {
    return key.name();
  }

  /** Normalised, sorted, unique. */
  List<String> tags() {
    return key.tags();
  }

  String host() {
    return key.host();
  }

  /** The slot in the column that took the last sample; the column knows whether it is its own. */
  int slot() {
    return slot;
  }

  void moveTo(int newSlot) {
    slot = newSlot;
  }

  /** The distribution that gets every sample of this histogram too; nearly always null. */
  @Nullable Context distributionCopy() {
    return distributionCopy;
  }

  void copyTo(Context distribution) {
    distributionCopy = distribution;
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

  /** Where the {@link ZeroFiller} keeps this counter; owned by the flush thread. */
  int zeroSlot() {
    return zeroSlot;
  }

  void zeroSlot(int newSlot) {
    zeroSlot = newSlot;
  }
}
