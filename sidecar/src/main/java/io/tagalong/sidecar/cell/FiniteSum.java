package io.tagalong.sidecar.cell;

/**
 * Adds sums that shards have made. Each is finite, but their sum need not be; it then becomes the
 * largest finite number, because Datadog refuses a body with an infinite one in it.
 */
public final class FiniteSum {
  private FiniteSum() {}

  public static double of(double a, double b) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, a + b));
  }
}
