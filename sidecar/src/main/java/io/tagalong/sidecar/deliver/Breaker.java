package io.tagalong.sidecar.deliver;

import java.time.Duration;

/**
 * Keeps requests back after failures in a row, until a wait is over; then one may try. There is one
 * for each route of an endpoint, because a proxy that lacks one route must not hold up the others,
 * and one for the endpoint's key.
 *
 * <p>Threads: owned by the delivery thread.
 */
final class Breaker {

  private int failures;
  private long closedUntilNanos;

  boolean isFailing() {
    return failures > 0;
  }

  /** Failed attempts in a row. */
  int failures() {
    return failures;
  }

  /** Counts a failed attempt and lets nothing through for a while. */
  void fail(long nowNanos, Duration wait) {
    failures++;
    closedUntilNanos = nowNanos + wait.toNanos();
  }

  void recover() {
    failures = 0;
  }

  /** Lets the next attempt go at once; whether it works is still unknown. */
  void reopen(long nowNanos) {
    closedUntilNanos = nowNanos;
  }

  /** Zero or less when an attempt may go. */
  long nanosUntilOpen(long nowNanos) {
    return isFailing() ? closedUntilNanos - nowNanos : 0;
  }
}
