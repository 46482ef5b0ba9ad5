package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Carries closed buckets from the event loop to the outlet on a thread of its own, {@code
 * tagalong-flush}: encoding and compressing a large bucket takes long enough for the kernel to drop
 * datagrams that nobody reads meanwhile.
 *
 * <p>Threads: the event loop hands snapshots over, which are immutable; the thread begins with the
 * first of them. The hand-over is bounded, and a bucket that finds it full is dropped and counted.
 */
final class Flusher {

  private static final int MAX_WAITING_SNAPSHOTS = 4;

  private final Outlet outlet;
  private final Telemetry telemetry;
  private final LimitedLog log;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING_SNAPSHOTS),
          task -> new Thread(task, "tagalong-flush"));

  Flusher(Outlet outlet, Telemetry telemetry, LimitedLog log) {
    this.outlet = outlet;
    this.telemetry = telemetry;
    this.log = log;
  }

  void flush(Snapshot snapshot) {
    try {
      executor.execute(() -> takeOrDrop(snapshot));
    } catch (RejectedExecutionException full) {
      drop(snapshot, "encoding is more than " + MAX_WAITING_SNAPSHOTS + " buckets behind");
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

  private void takeOrDrop(Snapshot snapshot) {
    try {
      outlet.take(snapshot);
    } catch (RuntimeException | Error defect) {
      drop(snapshot, "a defect broke off their encoding (" + defect + ")");
    }
  }

  private void drop(Snapshot snapshot, String reason) {
    int items = snapshot.items();
    telemetry.add(SelfMetric.ITEMS_DROPPED_UNENCODED, items);
    log.warn("flush", () -> "Dropped " + items + " series or sketches: " + reason);
  }
}
