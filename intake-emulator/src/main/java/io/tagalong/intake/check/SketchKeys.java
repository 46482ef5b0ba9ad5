package io.tagalong.intake.check;

/**
 * The bins of Datadog's distribution sketch: which values have which key.
 *
 * <p>Bins grow by the factor gamma = 1 + 2/128. Key k &gt; 0 stands for the values within half a
 * factor around gamma^(k - 1338); negative keys mirror the positive ones; key 0 holds what is
 * closer to zero than the smallest bin. Constants from pkg/util/quantile/config.go in
 * DataDog/datadog-agent.
 */
final class SketchKeys {
  /** The key of every value that is too large for a bin of its own. */
  static final int INFINITE = 32_767;

  private static final double LN_GAMMA = Math.log1p(1.0 / 64);
  private static final int BIAS = 1338;
  private static final double SMALLEST = 9.94185408912145e-10;

  private SketchKeys() {}

  static int of(double value) {
    if (value < 0) {
      return -of(-value);
    }
    if (value < SMALLEST) {
      return 0;
    }
    double key = Math.rint(Math.log(value) / LN_GAMMA) + BIAS;
    return (int) Math.max(1, Math.min(INFINITE, key));
  }

  /** The least value of a key's bin. */
  static double low(int key) {
    if (key <= 0) {
      return -high(-key);
    }
    return key == 1 ? SMALLEST : edgeBelow(key);
  }

  /** The value at which a key's bin ends. */
  static double high(int key) {
    if (key < 0) {
      return -low(-key);
    }
    return key == 0 ? SMALLEST : edgeBelow(key + 1);
  }

  private static double edgeBelow(int key) {
    return Math.exp((key - BIAS - 0.5) * LN_GAMMA);
  }
}
