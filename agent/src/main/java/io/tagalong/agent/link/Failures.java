package io.tagalong.agent.link;

import io.tagalong.agent.log.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The errors of one rule at one woven call: the first is logged, and a rule that goes on failing is
 * switched off, as an exception costs the application a thousand times what a sample does.
 *
 * <p>Any thread may fail. Threads that fail at once may lose a count between them; none waits.
 */
final class Failures {
  /** So many within {@link #WINDOW_NANOS} are no accident. */
  static final int MOST = 1_000;

  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Log log;
  private final LongSupplier nanoTime;
  private final Runnable switchingOff;

  /** Whether the first one was logged. Written and read by all that fail. */
  private final AtomicBoolean logged = new AtomicBoolean();

  /** How many there were in the window. Written and read likewise. */
  private final AtomicInteger count = new AtomicInteger();

  /** When the window began, by {@link #nanoTime}. Written and read likewise. */
  private volatile long windowStartNanos;

  /**
   * @param nanoTime the time, in nanoseconds of no particular origin
   * @param switchingOff run when there were too many
   */
  Failures(Log log, LongSupplier nanoTime, Runnable switchingOff) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.switchingOff = switchingOff;
    this.windowStartNanos = nanoTime.getAsLong();
  }

  /** Takes an error that must not reach the application. */
  void suppressed(Throwable error) {
    if (logged.compareAndSet(false, true)) {
      log.report(error);
    } else {
      log.count();
    }
    long now = nanoTime.getAsLong();
    if (now - windowStartNanos > WINDOW_NANOS) {
      windowStartNanos = now;
      count.set(0);
    }
    if (count.incrementAndGet() == MOST) {
      switchingOff.run();
    }
  }
}
