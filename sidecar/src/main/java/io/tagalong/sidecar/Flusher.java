package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.ClosedBucket;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries closed buckets from the event loops to the outlet on a thread of its own, {@code
 * tagalong-flush}: computing, encoding and compressing a large bucket takes long enough for the
 * kernel to drop datagrams that nobody reads meanwhile.
 *
 * <p>The hand-over is bounded. A bucket that finds it full is dropped and counted, but not that
 * there was one, lest its counters be taken for silent.
 *
 * <p>Threads: the event loops hand buckets over and never touch them again; the thread begins with
 * the first of them.
 */
final class Flusher {

  /** Of each shard. */
  private static final int MAX_WAITING_BUCKETS = 4;

  /** Buckets without content included: half an hour of the default width. */
  private static final int MAX_WAITING_TASKS = 180;

  private final BucketMerger merger;
  private final int maxWaiting;
  private final Telemetry telemetry;
  private final LimitedLog log;

  /** Buckets with content in the hand-over: the event loops add, the flush thread takes away. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING_TASKS),
          task -> new Thread(task, "tagalong-flush"));

  /** A flusher of the closed buckets of so many shards. */
  Flusher(BucketMerger merger, int shards, Telemetry telemetry, LimitedLog log) {
    this.merger = merger;
    maxWaiting = MAX_WAITING_BUCKETS * shards;
    this.telemetry = telemetry;
    this.log = log;
  }

  void flush(int shard, ClosedBucket bucket) {
    if (bucket.items() == 0) {
      execute(0, () -> takeOrDrop(shard, bucket));
    } else if (waiting.get() < maxWaiting) {
      waiting.incrementAndGet();
      execute(
          bucket.items(),
          () -> {
            waiting.decrementAndGet();
            takeOrDrop(shard, bucket);
          });
    } else {
      drop(bucket.items(), "encoding is more than " + maxWaiting + " buckets behind");
      ClosedBucket lost = bucket.lost();
      execute(0, () -> takeOrDrop(shard, lost));
    }
  }

  /** Waits until everything handed over has left, at most for the budget. */
  void stop(Duration budget) {
    execute(0, this::finish);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(budget.toNanos(), TimeUnit.NANOSECONDS)) {
        log.warn("flush", () -> "Encoding did not end in time; what it still held is lost");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(int items, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException full) {
      drop(items, "encoding has stood still for " + MAX_WAITING_TASKS + " buckets");
    }
  }

  private void takeOrDrop(int shard, ClosedBucket bucket) {
    try {
      merger.take(shard, bucket);
    } catch (RuntimeException | Error defect) {
      drop(bucket.items(), "a defect broke off their encoding (" + defect + ")");
    }
  }

  private void finish() {
    try {
      merger.finish();
    } catch (RuntimeException | Error defect) {
      log.warn("flush", () -> "A defect broke off the encoding of the last buckets: " + defect);
    }
  }

  private void drop(int items, String reason) {
    telemetry.add(SelfMetric.ITEMS_DROPPED_UNENCODED, items);
    log.warn("flush", () -> "Dropped " + items + " series or sketches: " + reason);
  }
}
