package io.tagalong.sidecar.deliver;

import java.time.Duration;

/**
 * How delivery to one route of the intake is going. A route is judged apart from the other: a proxy
 * that knows only one of the two must not hold up both.
 *
 * <p>Threads: owned by the delivery thread.
 */
final class RouteState {

  enum Health {
    WORKING,
    FAILING,
    KEY_REFUSED
  }

  private Health health = Health.WORKING;
  private int failures;
  private long closedUntilNanos;

  Health health() {
    return health;
  }

  /** Failed attempts in a row. */
  int failures() {
    return failures;
  }

  /** Counts a failed attempt and closes the route for a while. */
  void fail(Health newHealth, long nowNanos, Duration wait) {
    health = newHealth;
    failures++;
    closedUntilNanos = nowNanos + wait.toNanos();
  }

  void recover() {
    health = Health.WORKING;
    failures = 0;
  }

  /** Lets the next attempt go at once; whether it works is still unknown. */
  void reopen(long nowNanos) {
    closedUntilNanos = nowNanos;
  }

  /** Zero or less when an attempt may go. */
  long nanosUntilOpen(long nowNanos) {
    return health == Health.WORKING ? 0 : closedUntilNanos - nowNanos;
  }
}
