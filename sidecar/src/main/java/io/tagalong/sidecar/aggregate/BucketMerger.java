package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Joins the closed buckets of all shards that have the same start, and hands on one snapshot for
 * each start that has something in it.
 *
 * <p>Each shard hands over in ascending order, and every bucket, also one with nothing in it. So a
 * start is complete when every shard has come that far: those that have a bucket of it are merged
 * then. A shard that hangs must not hold the others up for ever: once one of them is {@value
 * #MAX_AHEAD} buckets ahead, the oldest start leaves without those that are missing. What they hand
 * over for it later is dropped and counted; as a second value of the same time it would overwrite
 * the first one at Datadog. What begins over an hour earlier is not late: the clock was set back.
 *
 * <p>With one shard, buckets pass as they are.
 *
 * <p>Threads: owned by the flush thread, but for {@link #itemsWaiting}.
 */
public final class BucketMerger {
  static final int MAX_AHEAD = 6;

  private final List<Queue<ClosedBucket>> waiting = new ArrayList<>();
  private final BucketUnion union;
  private final SnapshotStage stage;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private long mergedStartSeconds = Long.MIN_VALUE;

  /** Written by the flush thread, read by the one that stops the sidecar. */
  private volatile int itemsWaiting;

  /**
   * Begins with nothing.
   *
   * @param shards how many aggregators hand over; 1 with {@code compatibility: agent}, whose
   *     samples of a context influence each other too much to be merged
   * @param nowSeconds when the process started
   * @param next receives every snapshot with something in it
   */
  public BucketMerger(
      AggregatorSettings settings,
      int shards,
      long nowSeconds,
      Telemetry telemetry,
      LimitedLog log,
      Consumer<Snapshot> next) {
    if (shards < 1 || (shards > 1 && settings.compatibility() == Compatibility.AGENT)) {
      throw new IllegalArgumentException(
          "compatibility: agent needs 1 shard, and all else at least 1, not " + shards);
    }
    for (int shard = 0; shard < shards; shard++) {
      waiting.add(new ArrayDeque<>());
    }
    union = new BucketUnion();
    stage = new SnapshotStage(settings, nowSeconds, telemetry, next);
    this.telemetry = telemetry;
    this.log = log;
  }

  /**
   * Takes a bucket; those of a shard come in ascending order.
   *
   * @param shard from 0
   */
  public void take(int shard, ClosedBucket bucket) {
    if (waiting.size() == 1) {
      stage.take(bucket);
    } else if (isLate(bucket.startSeconds())) {
      drop(shard, bucket);
    } else {
      waiting.get(shard).add(bucket);
      while (allHaveCome() || waiting.get(shard).size() > MAX_AHEAD) {
        mergeOldest();
      }
      countWaiting();
    }
  }

  /** Hands on what waits for shards that will not come any more. */
  public void finish() {
    while (waiting.stream().anyMatch(queue -> !queue.isEmpty())) {
      mergeOldest();
    }
    countWaiting();
  }

  /**
   * Items of the buckets that waited for other shards at the end of the last {@link #take}; what
   * that was called with last is not among them before it returns.
   */
  public int itemsWaiting() {
    return itemsWaiting;
  }

  private void countWaiting() {
    itemsWaiting = waiting.stream().flatMap(Queue::stream).mapToInt(ClosedBucket::items).sum();
  }

  private boolean isLate(long startSeconds) {
    return startSeconds <= mergedStartSeconds
        && startSeconds >= mergedStartSeconds - Aggregator.SET_BACK_SECONDS;
  }

  private boolean allHaveCome() {
    return waiting.stream().noneMatch(Queue::isEmpty);
  }

  private void mergeOldest() {
    mergedStartSeconds =
        waiting.stream()
            .filter(queue -> !queue.isEmpty())
            .mapToLong(queue -> queue.element().startSeconds())
            .min()
            .orElseThrow();
    List<ClosedBucket> parts = new ArrayList<>(waiting.size());
    for (Queue<ClosedBucket> queue : waiting) {
      if (!queue.isEmpty() && queue.element().startSeconds() == mergedStartSeconds) {
        parts.add(queue.remove());
      }
    }
    stage.take(union.of(mergedStartSeconds, parts));
  }

  private void drop(int shard, ClosedBucket bucket) {
    int items = bucket.items();
    if (items == 0) {
      return;
    }
    telemetry.add(SelfMetric.ITEMS_DROPPED_LATE_SHARD, items);
    log.warn(
        SelfMetric.ITEMS_DROPPED_LATE_SHARD.id(),
        () ->
            "Dropped %d series or sketches: event loop %d was over %d buckets behind the others; "
                    .formatted(items, shard, MAX_AHEAD)
                + "give the sidecar more CPU or fewer loops");
  }
}
