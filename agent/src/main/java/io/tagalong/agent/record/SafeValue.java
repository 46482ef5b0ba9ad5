package io.tagalong.agent.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Lets only values through that a table may keep. Hot. */
public final class SafeValue {
  /** Datadog cuts tags at 200 characters; of a value, no more bytes than that are kept. */
  private static final int MAX_BYTES = 200;

  /** A char takes at most three bytes in UTF-8. */
  private static final int SURELY_SHORT = MAX_BYTES / 3;

  private SafeValue() {}

  /** A string, cut if long, and whatever else is {@link #whole}. */
  public static @Nullable Object of(@Nullable Object value) {
    return value instanceof String ? cut((String) value) : whole(value);
  }

  /**
   * A string; a boxed primitive, also for the numbers of {@code java.math} and {@code
   * java.util.concurrent.atomic}; the name of an enum constant; null for anything else.
   *
   * <p>Never {@code toString()} of an arbitrary object: that would run the application's code,
   * allocate, and might print what must not leave the process.
   */
  public static @Nullable Object whole(@Nullable Object value) {
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character) {
      return value;
    }
    if (value instanceof Enum) {
      return ((Enum<?>) value).name();
    }
    return value instanceof Number ? ofJdk((Number) value) : null;
  }

  /** The number in an object of the JDK; exactly of its class, as a subclass is not the JDK's. */
  private static @Nullable Object ofJdk(Number number) {
    Class<?> type = number.getClass();
    boolean whole =
        type == AtomicLong.class
            || type == AtomicInteger.class
            || type == LongAdder.class
            || (type == BigInteger.class && ((BigInteger) number).bitLength() < Long.SIZE);
    if (whole) {
      return number.longValue();
    }
    return type == BigDecimal.class || type == BigInteger.class || type == DoubleAdder.class
        ? (Object) number.doubleValue()
        : null;
  }

  /**
   * Whether a value is the constant of a condition.
   *
   * @param value as {@link #whole} gives it
   */
  public static boolean same(Object constant, @Nullable Object value) {
    if (constant instanceof Number && value instanceof Number) {
      return same((Number) constant, (Number) value);
    }
    return constant.equals(value instanceof Character ? value.toString() : value);
  }

  /** Whole ones exactly: as doubles, neighbours of over 2^53 are the same. */
  private static boolean same(Number constant, Number value) {
    boolean fraction = value instanceof Double || value instanceof Float;
    boolean whole = constant instanceof Long && !fraction;
    return whole
        ? constant.longValue() == value.longValue()
        : constant.doubleValue() == value.doubleValue();
  }

  /**
   * Whether a value is a text with {@code part} in it, in any case of letters.
   *
   * @param value as {@link #whole} gives it
   */
  public static boolean contains(String part, @Nullable Object value) {
    if (!(value instanceof String)) {
      return false;
    }
    String text = (String) value;
    for (int i = 0; i <= text.length() - part.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return !part.isEmpty();
      }
    }
    return false;
  }

  /** A value as a number; not a number when it is none. */
  public static double number(@Nullable Object read) {
    Object value = of(read);
    return value instanceof Number ? ((Number) value).doubleValue() : Double.NaN;
  }

  private static String cut(String text) {
    if (text.length() <= SURELY_SHORT) {
      return text;
    }
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += Utf8.bytes(c);
      if (bytes > MAX_BYTES) {
        return text.substring(0, i > 0 && Character.isLowSurrogate(c) ? i - 1 : i);
      }
    }
    return text;
  }
}
