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
 * Carries closed buckets from the event loop to the outlet on a thread of its own, {@code
 * tagalong-flush}: computing, encoding and compressing a large bucket takes long enough for the
 * kernel to drop datagrams that nobody reads meanwhile.
 *
 * <p>The hand-over is bounded. A bucket that finds it full is dropped and counted, but not that
 * there was one, lest its counters be taken for silent.
 *
 * <p>Threads: the event loop hands buckets over and never touches them again; the thread begins
 * with the first of them.
 */
final class Flusher {

  private static final int MAX_WAITING_BUCKETS = 4;

  /** Buckets without content included: half an hour of the default width. */
  private static final int MAX_WAITING_TASKS = 180;

  private final BucketMerger merger;
  private final Telemetry telemetry;
  private final LimitedLog log;

  /** Buckets with content in the hand-over: the event loop adds, the flush thread takes away. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING_TASKS),
          task -> new Thread(task, "tagalong-flush"));

  Flusher(BucketMerger merger, Telemetry telemetry, LimitedLog log) {
    this.merger = merger;
    this.telemetry = telemetry;
    this.log = log;
  }

  void flush(ClosedBucket bucket) {
    if (bucket.items() == 0) {
      execute(bucket, () -> takeOrDrop(bucket));
    } else if (waiting.get() < MAX_WAITING_BUCKETS) {
      waiting.incrementAndGet();
      execute(
          bucket,
          () -> {
            waiting.decrementAndGet();
            takeOrDrop(bucket);
          });
    } else {
      drop(bucket, "encoding is more than " + MAX_WAITING_BUCKETS + " buckets behind");
      ClosedBucket lost = bucket.lost();
      execute(lost, () -> takeOrDrop(lost));
    }
  }

  /** Waits until everything handed over has left, at most for the budget. */
  void stop(Duration budget) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(budget.toNanos(), TimeUnit.NANOSECONDS)) {
        log.warn("flush", () -> "Encoding did not end in time; what it still held is lost");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(ClosedBucket bucket, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException full) {
      drop(bucket, "encoding has stood still for " + MAX_WAITING_TASKS + " buckets");
    }
  }

  private void takeOrDrop(ClosedBucket bucket) {
    try {
      merger.take(bucket);
    } catch (RuntimeException | Error defect) {
      drop(bucket, "a defect broke off their encoding (" + defect + ")");
    }
  }

  private void drop(ClosedBucket bucket, String reason) {
    int items = bucket.items();
    telemetry.add(SelfMetric.ITEMS_DROPPED_UNENCODED, items);
    log.warn("flush", () -> "Dropped " + items + " series or sketches: " + reason);
  }
}
