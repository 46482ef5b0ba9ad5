package io.tagalong.agent.link;

/** The time that a call takes. Hot. */
final class Clock {
  private Clock() {}

  /** Now, in nanoseconds of no particular origin; never 0, which stands for a call not begun. */
  static long start() {
    return System.nanoTime() | 1;
  }

  static boolean started(long start) {
    return start != 0;
  }

  /**
   * The time since a call began.
   *
   * @param unitNanos the unit of the result, in nanoseconds
   */
  static double elapsed(long start, double unitNanos) {
    return (System.nanoTime() - start) / unitNanos;
  }
}
