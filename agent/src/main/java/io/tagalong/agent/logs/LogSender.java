package io.tagalong.agent.logs;

import io.tagalong.agent.log.Log;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the queue, in batches, on a thread of its own: a sidecar that hangs must keep
 * neither the application nor the metrics waiting.
 *
 * <p>A batch stays until it is taken. After a failure the sender waits, twice as long each time,
 * and the queue's bound holds what comes meanwhile. Only a batch that the intake will never take,
 * since it finds it malformed or too large, is dropped.
 *
 * <p><b>Threads.</b> The flush thread starts the sender when there is something to send, so that an
 * application without such logs never has the thread and no class loader of the application is
 * inherited; and it stops it.
 */
public final class LogSender implements Runnable {
  /** As Future AGI's integration with Datadog sends them. Datadog's intake takes 1000. */
  private static final int BATCH = 500;

  /** Between two looks whether to stop; a shutdown that finds the queue empty waits so long. */
  private static final long POLL_MILLIS = 200;

  /** From the first log of a batch to its request: as long as metrics wait for their flush. */
  private static final long GATHER_MILLIS = 1_000;

  /** After a first failure; each further one doubles it. */
  private static final long FIRST_PAUSE_MILLIS = 1_000;

  /** So late logs may be after a sidecar has come back. */
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final LogQueue queue;
  private final LogCounters counters;
  private final LogIntake intake;
  private final Log log;

  /** Opened by the flush thread; the sender waits on it between attempts. */
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Owned by the flush thread. */
  private @Nullable Thread thread;

  /** Owned by the sender, as its pause is. */
  private final List<String> batch = new ArrayList<>(BATCH);

  private final long firstPauseMillis;
  private long pauseMillis;

  /**
   * @param address where an intake like Datadog's {@code /api/v2/logs} is
   */
  public LogSender(LogQueue queue, URI address, LogCounters counters, Log log) {
    this(queue, address, counters, log, FIRST_PAUSE_MILLIS);
  }

  LogSender(LogQueue queue, URI address, LogCounters counters, Log log, long firstPauseMillis) {
    this.queue = queue;
    this.counters = counters;
    this.intake = new LogIntake(address);
    this.log = log;
    this.firstPauseMillis = firstPauseMillis;
    this.pauseMillis = firstPauseMillis;
  }

  /** Starts the thread when there is a first log. Only the flush thread may call this. */
  public void startIfNeeded() {
    if (thread == null && !queue.isEmpty()) {
      Thread fresh = new Thread(null, this, "tagalong-logs", 0, false);
      fresh.setDaemon(true);
      fresh.setContextClassLoader(null);
      fresh.start();
      thread = fresh;
    }
  }

  /**
   * Has what waits sent, each batch at most once more, and waits for it. Only the flush thread may
   * call this.
   */
  public void stop(long maxMillis) {
    startIfNeeded();
    stopping.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(maxMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0) {
        gather();
        if (!batch.isEmpty() && !send()) {
          pause();
        }
      }
      while (!queue.isEmpty() || !batch.isEmpty()) {
        queue.moveTo(batch, BATCH - batch.size());
        if (!send()) {
          giveUp();
        }
      }
    } catch (InterruptedException e) {
      giveUp(); // Nobody but a shutdown has a reason to interrupt this thread.
    }
  }

  /** Waits for a log, if the batch has none, and then for those that follow it. */
  private void gather() throws InterruptedException {
    if (batch.isEmpty()) {
      String first = queue.await(POLL_MILLIS);
      if (first != null) {
        batch.add(first);
        stopping.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    if (!batch.isEmpty()) {
      queue.moveTo(batch, BATCH - batch.size());
    }
  }

  /** Sends the batch; false when it failed and has to be sent again. */
  private boolean send() {
    try {
      int status = intake.post("[" + String.join(",", batch) + "]");
      if (status / 100 == 2) {
        counters.sent(batch.size());
        done();
        return true;
      }
      failed("it answers with " + status);
      if (status == 400 || status == 413) {
        counters.dropped(batch.size(), "refused");
        done();
        return true;
      }
    } catch (IOException | RuntimeException e) {
      failed(e.toString());
    }
    return false;
  }

  private void done() {
    batch.clear();
    pauseMillis = firstPauseMillis;
  }

  private void failed(String why) {
    counters.attemptFailed();
    log.say(
        "cannot send logs to "
            + intake
            + " ("
            + why
            + "); they wait within their bound until a sidecar with a log intake listens there, or"
            + " set llm_logs=off");
  }

  private void pause() throws InterruptedException {
    stopping.await(pauseMillis, TimeUnit.MILLISECONDS);
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
  }

  private void giveUp() {
    int lost = batch.size() + queue.clear();
    batch.clear();
    counters.dropped(lost, "shutdown");
    if (lost > 0) {
      log.say(lost + " logs were not sent before the end, and are lost");
    }
  }
}
