package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.function.Consumer;

/**
 * Takes the closed buckets of all shards and hands on one snapshot for each that has something in
 * it.
 *
 * <p>Threads: owned by the flush thread.
 */
public final class BucketMerger {
  private final SnapshotStage stage;

  /**
   * Begins with nothing.
   *
   * @param nowSeconds when the process started
   * @param next receives every snapshot with something in it
   */
  public BucketMerger(
      AggregatorSettings settings, long nowSeconds, Telemetry telemetry, Consumer<Snapshot> next) {
    stage = new SnapshotStage(settings, nowSeconds, telemetry, next);
  }

  /** Takes a bucket; those of a shard come in ascending order. */
  public void take(ClosedBucket bucket) {
    stage.take(bucket);
  }
}
