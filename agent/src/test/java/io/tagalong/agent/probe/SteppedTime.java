package io.tagalong.agent.probe;

import java.util.concurrent.TimeUnit;

/** Time that passes when a test says so. Owned by the test's thread. */
public final class SteppedTime {
  /** When it begins, in milliseconds since 1970: 2026-03-01T00:00:00Z. */
  public static final long START_MILLIS = 1_772_323_200_000L;

  private long passedMillis;

  /** Lets time pass. */
  public void pass(long millis) {
    passedMillis += millis;
  }

  /** One that starts now. The nanoseconds pass below 0 on the way, as those of a JVM may. */
  public Stopwatch stopwatch() {
    return new Stopwatch(
        () -> START_MILLIS + passedMillis, () -> TimeUnit.MILLISECONDS.toNanos(passedMillis - 1));
  }
}
