package io.tagalong.sidecar.sketch;

/**
 * The logarithmic bins of Datadog's sketch: which bin a value falls into, and what a bin stands
 * for.
 *
 * <p>Bin k &gt; 0 is centred at gamma^(k - 1338) and reaches half a step to either side, so a value
 * is at most 0.78 % away from its centre. Bin 0 holds everything nearer to zero than bin 1, and
 * negative values mirror the positive ones. The constants are those of the Datadog Agent
 * (pkg/util/quantile); bins of different senders are added up at Datadog, so they must agree.
 */
final class SketchKey {
  /** The largest key of a finite value; the Agent has one more, for infinity. */
  static final int MAX_FINITE = 32_766;

  private static final double GAMMA = 1 + 2.0 / 128;
  private static final double LN_GAMMA = Math.log1p(2.0 / 128);
  private static final int BIAS = 1338;

  /** gamma^-1337, the lower end of bin 1, by its IEEE bits because {@code pow} may round. */
  private static final double MIN_VALUE = Double.longBitsToDouble(0x3e11147942601311L);

  private SketchKey() {}

  /** The key of a finite value; values beyond the last bin go into it. */
  static short of(double value) {
    if (value < 0) {
      return (short) -ofMagnitude(-value);
    }
    return (short) ofMagnitude(value);
  }

  private static int ofMagnitude(double magnitude) {
    if (magnitude < MIN_VALUE) {
      return 0;
    }
    // rint and not round: the Agent rounds ties to even.
    int key = (int) Math.rint(Math.log(magnitude) / LN_GAMMA) + BIAS;
    return Math.max(1, Math.min(key, MAX_FINITE));
  }

  /** The centre of a bin. */
  static double centre(int key) {
    if (key < 0) {
      return -centre(-key);
    }
    return key == 0 ? 0 : Math.pow(GAMMA, key - BIAS);
  }
}
