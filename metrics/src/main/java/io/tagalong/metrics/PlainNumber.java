package io.tagalong.metrics;

import java.math.BigDecimal;

/** Numbers as every reader takes them, DogStatsD, JSON and people: {@code 12.5}, never 1.25E1. */
final class PlainNumber {
  private PlainNumber() {}

  /** A finite number without an exponent, and whole where it is. */
  static String of(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
