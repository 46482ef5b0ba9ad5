package io.tagalong.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends to Datadog itself, every ten seconds, over HTTPS, from a thread of its own.
 *
 * <p>Callers put what they record into a bounded queue and go on; the thread {@code
 * tagalong-metrics-flush} owns everything behind it. When the queue is full a call is lost, and
 * counted.
 *
 * <p>The first window begins with the process and each later one at a multiple of ten seconds: so
 * no two points of a series ever have the same time, after which only the last would count.
 */
final class DatadogBackend implements Backend {
  private static final int MAX_QUEUED = 10_000;

  /** How long the end of an application may wait for the last delivery. */
  static final long CLOSE_MILLIS = 10_000;

  /** What the queue holds. */
  private interface Task {
    void run();
  }

  private final SeriesWriter writer;
  private final Losses losses;
  private final LongSupplier currentMillis;
  private final long closeMillis;
  private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final Window window;
  private final Outbox outbox;
  private final Thread thread;

  /** Written by the thread that closes and by the flush thread, read by that and by callers. */
  private volatile boolean closed;

  /** Owned by the flush thread, as the two below are. */
  private long windowStart;

  private long windowEnd;
  private double reportedLosses;

  /**
   * @param currentMillis since 1970
   * @param closeMillis how long closing may wait for the last delivery
   */
  DatadogBackend(
      SeriesWriter writer,
      Intake intake,
      Losses losses,
      LongSupplier currentMillis,
      long closeMillis) {
    this.writer = writer;
    this.losses = losses;
    this.currentMillis = currentMillis;
    this.closeMillis = closeMillis;
    this.window = new Window(writer, losses);
    this.outbox = new Outbox(intake, losses);
    this.thread = new Thread(this::run, "tagalong-metrics-flush");
    this.windowStart = currentMillis.getAsLong() / 1000;
    this.windowEnd = endAfter(windowStart);
    thread.setDaemon(true);
    thread.start();
  }

  private static long endAfter(long seconds) {
    return (seconds / Window.SECONDS + 1) * Window.SECONDS;
  }

  @Override
  public void record(Sample sample) {
    offer(() -> window.add(sample));
  }

  @Override
  public void event(Event event, Map<String, String> called, @Nullable String instance) {
    long seconds = currentMillis.getAsLong() / 1000;
    offer(
        () -> {
          SortedSet<String> tags = writer.tags(called, instance);
          outbox.add(Collections.singletonList(writer.event(event, tags, seconds)));
          outbox.trim(seconds);
        });
  }

  private void offer(Task task) {
    if (closed) {
      losses.add(Losses.Reason.TOO_LATE, 1);
    } else if (!queue.offer(task)) {
      losses.add(Losses.Reason.QUEUE_FULL, 1);
    } else if (closed && queue.remove(task)) {
      // Closed meanwhile, and the flush thread has looked into the queue for the last time.
      losses.add(Losses.Reason.TOO_LATE, 1);
    }
  }

  private void run() {
    try {
      while (!closed) {
        long wait = windowEnd * 1000 - currentMillis.getAsLong();
        Task task = queue.poll(Math.max(0, wait), TimeUnit.MILLISECONDS);
        if (task != null) {
          guard(task);
        }
        if (currentMillis.getAsLong() >= windowEnd * 1000) {
          endWindow();
        }
      }
    } catch (InterruptedException e) {
      losses.add(Losses.Reason.BACKEND_FAILED, 0, "the flush thread was interrupted, and ends");
      closed = true;
    }
    endWindow();
    // The first connection of a process is slow to make, and may have timed out.
    guard(outbox::deliver);
    outbox.close();
  }

  private void endWindow() {
    runQueued();
    guard(this::write);
    guard(outbox::deliver);
    long now = currentMillis.getAsLong() / 1000;
    outbox.trim(now);
    // Not before the end of the window that was just written, even if the clock was set back.
    windowStart = Math.max(windowEnd, endAfter(now) - Window.SECONDS);
    windowEnd = windowStart + Window.SECONDS;
  }

  /** Runs what is queued now; what comes meanwhile has to wait. */
  private void runQueued() {
    for (int left = queue.size(); left > 0; left--) {
      Task task = queue.poll();
      if (task != null) {
        guard(task);
      }
    }
  }

  /** The thread outlives whatever one task does, an error too: nobody would take its place. */
  private void guard(Task task) {
    try {
      task.run();
    } catch (Throwable t) {
      losses.add(Losses.Reason.BACKEND_FAILED, 1, t.toString());
    }
  }

  private void write() {
    writeLosses();
    window.writeAndClear(windowStart);
    outbox.add(writer.take());
  }

  /** What was lost so far leaves as a metric too, so that somebody can notice. */
  private void writeLosses() {
    double all = 0;
    for (long count : losses.counts().values()) {
      all += count;
    }
    if (all > reportedLosses) {
      SortedSet<String> tags = writer.tags(Collections.emptyMap(), null);
      writer.count("tagalong.metrics.lost", tags, windowStart, all - reportedLosses);
      reportedLosses = all;
    }
  }

  @Override
  public void close() {
    closed = true;
    // Wakes the thread; when the queue has no room for this, it is awake. An interrupt could hit
    // the last delivery.
    queue.offer(() -> {});
    try {
      thread.join(closeMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      losses.add(Losses.Reason.UNDELIVERED, outbox.items(), "the last delivery takes too long");
    }
  }
}
