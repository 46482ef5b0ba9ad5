package io.tagalong.sidecar.dogstatsd;

import java.nio.charset.StandardCharsets;

/**
 * Reads a number as Go's {@code strconv.ParseFloat} does, which is what the Datadog Agent accepts.
 *
 * <p>{@link Double#parseDouble} alone would not do: it takes {@code 1d} and surrounding blanks,
 * turns {@code 1e309} into infinity and refuses {@code inf} and {@code 1_000}. So the grammar is
 * checked here, byte by byte, and the JDK only converts what has passed. Plain decimals with up to
 * 18 digits, which is nearly all there is, are converted here without allocating: a mantissa below
 * 2^53 divided by a power of ten up to 10^22 is correctly rounded, because both are exact.
 *
 * <p>Threads: an instance belongs to one thread. <em>Hot.</em>
 */
final class NumberReader {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };
  private static final long MAX_EXACT_MANTISSA = 1L << 53;
  private static final int MAX_FAST_DIGITS = 18;

  private double value;

  /** Reads the bytes [from, to) and tells whether they are a number. */
  boolean read(byte[] bytes, int from, int to) {
    return (from < to && readPlain(bytes, from, to) == to) || readAny(bytes, from, to);
  }

  /** The number of the last successful read. */
  double value() {
    return value;
  }

  /**
   * Reads the plain decimal that begins at {@code from}, and returns where it ends: at {@code to},
   * or at the first byte that is not of it. With {@code from} there is none that can be read so.
   */
  int readPlain(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    int limit = Math.min(to, first + MAX_FAST_DIGITS + 1);
    long mantissa = 0;
    int dot = -1;
    int i = first;
    for (; i < limit; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
      } else if (bytes[i] == '.' && dot < 0) {
        dot = i;
      } else {
        break;
      }
    }
    int digits = dot < 0 ? i - first : i - first - 1;
    if (digits == 0 || i - first > MAX_FAST_DIGITS || mantissa > MAX_EXACT_MANTISSA) {
      return from;
    }
    double magnitude = dot < 0 ? mantissa : mantissa / POWERS_OF_TEN[i - dot - 1];
    value = negative ? -magnitude : magnitude;
    return i;
  }

  private boolean readAny(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    return readWord(text) || (GoFloatSyntax.matches(text) && convert(text.replace("_", "")));
  }

  private boolean readWord(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String unsigned = signed ? text.substring(1) : text;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      value = text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return true;
    }
    value = Double.NaN;
    return text.equalsIgnoreCase("nan");
  }

  /** Converts a checked literal; a magnitude beyond the largest double is not a number in Go. */
  private boolean convert(String literal) {
    value = Double.parseDouble(literal);
    return Double.isFinite(value);
  }
}
