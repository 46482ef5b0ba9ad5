package io.tagalong.sidecar.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: a random part of a ceiling that doubles up to a minute.
 * Base, factor and maximum are the Agent's {@code forwarder_backoff_*}; the jitter is over the
 * whole ceiling, so that sidecars that lost the intake together do not come back together.
 */
final class Backoff {

  static final Duration MAX = Duration.ofSeconds(64);
  private static final Duration BASE = Duration.ofSeconds(2);
  private static final int FAILURES_TO_MAX = 6;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after a failure.
   *
   * @param failures failures in a row, at least one
   */
  Duration after(int failures) {
    return Duration.ofNanos((long) (random.nextDouble() * ceiling(failures).toNanos()));
  }

  static Duration ceiling(int failures) {
    int doublings = Math.min(failures, FAILURES_TO_MAX) - 1;
    return BASE.multipliedBy(1L << doublings);
  }
}
