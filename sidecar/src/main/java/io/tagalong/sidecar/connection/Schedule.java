package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.telemetry.Log;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Does what is due, on a thread of its own, {@code tagalong-connections}: once it is time, and
 * whenever it is woken.
 *
 * <p>Threads: any may wake it.
 */
final class Schedule {
  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofMinutes(1);

  private final LongSupplier turn;
  private final Log log;
  private final Thread thread = new Thread(this::run, "tagalong-connections");

  /** Guarded by this object, as the next one: there was a call since the last turn. */
  private boolean woken;

  private boolean stopped;

  /**
   * Prepares the thread.
   *
   * @param turn does what is due, and returns for how many nanoseconds nothing else will be
   */
  Schedule(LongSupplier turn, Log log) {
    this.turn = turn;
    this.log = log;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Ends after the turn under way; returns when that is over, at most after the budget. */
  void stop(Duration budget) {
    synchronized (this) {
      stopped = true;
      notifyAll();
    }
    try {
      thread.join(Math.max(1, budget.toMillis()));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (await(turn())) {
        // All is done by the conditions.
      }
    } catch (InterruptedException unexpected) {
      log.warn("The thread of the connections was interrupted; nothing is synchronised any more");
    }
  }

  private long turn() {
    try {
      return turn.getAsLong();
    } catch (RuntimeException | Error defect) {
      log.error(
          "A defect broke off the syncs of connections (%s), please report; they go on in %d s"
              .formatted(defect, PAUSE_AFTER_DEFECT.toSeconds()));
      return PAUSE_AFTER_DEFECT.toNanos();
    }
  }

  /** Waits until it is time or somebody calls. False when there is no next turn. */
  private synchronized boolean await(long nanos) throws InterruptedException {
    long endNanos = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !woken && !stopped; left = endNanos - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    woken = false;
    return !stopped;
  }
}
