package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.ClosedBucket;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
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

  /** One is encoded, one waits. */
  private static final int MAX_WAITING_OFFERS = 2;

  /** Buckets without content included: half an hour of the default width. */
  private static final int MAX_WAITING_TASKS = 180;

  private final BucketMerger merger;
  private final Outlet outlet;
  private final int maxWaiting;
  private final Telemetry telemetry;
  private final LimitedLog log;

  /** Buckets with content in the hand-over: the event loops add, the flush thread takes away. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Items that have not left: whoever hands over adds, the flush thread takes away. */
  private final AtomicInteger held = new AtomicInteger();

  /** Taken by whoever offers, given back by the flush thread. */
  private final Semaphore offers = new Semaphore(MAX_WAITING_OFFERS);

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING_TASKS),
          task -> new Thread(task, "tagalong-flush"));

  /** A flusher of the closed buckets of so many shards. */
  Flusher(BucketMerger merger, Outlet outlet, int shards, Telemetry telemetry, LimitedLog log) {
    this.merger = merger;
    this.outlet = outlet;
    maxWaiting = MAX_WAITING_BUCKETS * shards;
    this.telemetry = telemetry;
    this.log = log;
  }

  void flush(int shard, ClosedBucket bucket) {
    if (bucket.items() == 0) {
      boolean unused = execute(0, () -> merger.take(shard, bucket));
    } else if (!executeInTurn(bucket.items(), () -> merger.take(shard, bucket))) {
      ClosedBucket lost = bucket.lost();
      boolean unused = execute(0, () -> merger.take(shard, lost));
    }
  }

  /** Hands over what is not aggregated, to leave before the bucket that comes next. */
  void flush(Notices notices) {
    boolean unused = executeInTurn(notices.items(), () -> outlet.take(notices));
  }

  /**
   * Hands over what can wait where it is; refused, and not dropped, when such waits here already.
   * It has a place of its own, so that it never takes that of a bucket.
   *
   * @param afterwards runs when all of it has left, or was dropped
   */
  boolean offer(Notices notices, Runnable afterwards) {
    if (!offers.tryAcquire()) {
      return false;
    }
    Runnable done =
        () -> {
          offers.release();
          afterwards.run();
        };
    if (!execute(notices.items(), () -> takeThen(done, notices))) {
      done.run();
    }
    return true;
  }

  private void takeThen(Runnable done, Notices notices) {
    try {
      outlet.take(notices);
    } finally {
      done.run();
    }
  }

  /** Executes what carries items, unless too much of that waits already; then drops them. */
  private boolean executeInTurn(int items, Runnable task) {
    if (waiting.get() >= maxWaiting) {
      drop(items, "encoding is more than " + maxWaiting + " buckets behind");
      return false;
    }
    waiting.incrementAndGet();
    Runnable inTurn =
        () -> {
          waiting.decrementAndGet();
          task.run();
        };
    if (!execute(items, inTurn)) {
      waiting.decrementAndGet();
    }
    return true;
  }

  /** Waits until everything that was handed over has left. */
  void awaitAll() {
    CompletableFuture.runAsync(() -> {}, executor).join();
  }

  /** The same for good, at most for the budget; nothing may be handed over afterwards. */
  void stop(Duration budget) {
    boolean unused = execute(0, merger::finish);
    executor.shutdown();
    try {
      boolean unusedEnd = executor.awaitTermination(budget.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Gives up what {@link #stop} has left behind and what has not left since. To be called when the
   * outlet takes no more, for until then encoding goes on.
   */
  void giveUpRest() {
    int rest = held.getAndSet(0) + merger.itemsWaiting();
    if (rest > 0) {
      telemetry.add(SelfMetric.ITEMS_DROPPED_UNENCODED, rest);
      log.warn(
          "flush.rest",
          () -> "Stopped: dropped " + rest + " items whose encoding did not end in time");
    }
  }

  /** Executes soon, or drops the items and tells so. */
  private boolean execute(int items, Runnable task) {
    held.addAndGet(items);
    try {
      executor.execute(() -> runOrDrop(items, task));
      return true;
    } catch (RejectedExecutionException full) {
      held.addAndGet(-items);
      drop(items, "encoding has stood still for " + MAX_WAITING_TASKS + " buckets");
      return false;
    }
  }

  private void runOrDrop(int items, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error defect) {
      drop(items, "a defect broke off their encoding (" + defect + ")");
    } finally {
      held.addAndGet(-items);
    }
  }

  private void drop(int items, String reason) {
    telemetry.add(SelfMetric.ITEMS_DROPPED_UNENCODED, items);
    log.warn(
        "flush", () -> "Dropped " + items + " series, sketches, events, checks or logs: " + reason);
  }
}
