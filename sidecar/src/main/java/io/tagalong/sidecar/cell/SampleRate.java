package io.tagalong.sidecar.cell;

/**
 * How much a sampled value counts: 1/rate times.
 *
 * <p>A rate outside (0,1] makes no sense and counts as 1. A rate below 2^-31 counts as 2^-31: one
 * message may stand for two thousand million values, but not for so many that it drowns all others.
 * Either way the caller can see it by {@link #isUsable}.
 */
public final class SampleRate {
  private static final double MIN = 0x1p-31;

  private SampleRate() {}

  public static boolean isUsable(double rate) {
    return rate >= MIN && rate <= 1;
  }

  /** The rate to calculate with, from 2^-31 to 1. */
  static double usable(double rate) {
    if (isUsable(rate)) {
      return rate;
    }
    return rate > 0 && rate < MIN ? MIN : 1;
  }

  /**
   * The whole number of values that one sampled value stands for.
   *
   * <p>Rounded where the Agent truncates, because clients print rates with a few digits: 0.333334
   * means three, not two. Count, sum and percentiles all use this one number, so they agree.
   *
   * @param usableRate a result of {@link #usable}
   */
  static long weight(double usableRate) {
    return Math.round(1 / usableRate);
  }
}
