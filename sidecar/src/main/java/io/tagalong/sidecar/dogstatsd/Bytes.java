package io.tagalong.sidecar.dogstatsd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searching in a part of a byte array, eight bytes at a step.
 *
 * <p>A step reads eight bytes as one {@code long} and turns those that are wanted into zeros (an
 * exclusive or with the wanted byte, repeated). What finds a zero byte among the eight is old: in
 * {@code (word - 0x0101...) & ~word & 0x8080...} the top bit of each zero byte stays. A borrow can
 * set a false bit, but only above a true one, and read in little-endian order the lowest bit is the
 * first byte; so the first match is always right. It makes no difference what machine this runs on:
 * the view fixes the order.
 *
 * <p>The last step may read bytes of the array behind the part, and ignores what it finds there. A
 * part that ends less than eight bytes before the array's end is searched byte by byte at last.
 *
 * <p><em>Hot.</em>
 */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long TOP_BITS = 0x8080_8080_8080_8080L;

  private Bytes() {}

  /** The index of the first {@code wanted} in [from, to), or -1. */
  static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    int index = endOf(bytes, wanted, from, to);
    return index < to ? index : -1;
  }

  /** The index of the first {@code separator} in [from, to), or {@code to}. */
  static int endOf(byte[] bytes, byte separator, int from, int to) {
    long pattern = repeated(separator);
    int lastStep = Math.min(to - 1, bytes.length - Long.BYTES);
    int i = from;
    for (; i <= lastStep; i += Long.BYTES) {
      long found = zeros((long) LONGS.get(bytes, i) ^ pattern);
      if (found != 0) {
        return Math.min(to, i + firstOf(found));
      }
    }
    while (i < to && bytes[i] != separator) {
      i++;
    }
    return Math.min(to, i);
  }

  /** The index of the first byte in [from, to) that is one of two, or {@code to}. */
  static int endOfEither(byte[] bytes, byte separator, byte other, int from, int to) {
    long pattern = repeated(separator);
    long otherPattern = repeated(other);
    int lastStep = Math.min(to - 1, bytes.length - Long.BYTES);
    int i = from;
    for (; i <= lastStep; i += Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long found = zeros(word ^ pattern) | zeros(word ^ otherPattern);
      if (found != 0) {
        return Math.min(to, i + firstOf(found));
      }
    }
    while (i < to && bytes[i] != separator && bytes[i] != other) {
      i++;
    }
    return Math.min(to, i);
  }

  /** Whether [from, to) begins with these ASCII characters. */
  static boolean startsWith(byte[] bytes, int from, int to, String prefix) {
    if (to - from < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[from + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static long repeated(byte wanted) {
    return (wanted & 0xFF) * LOWEST_BITS;
  }

  /** The top bit of each byte that is zero; above the first of them perhaps of others too. */
  private static long zeros(long word) {
    return (word - LOWEST_BITS) & ~word & TOP_BITS;
  }

  private static int firstOf(long found) {
    return Long.numberOfTrailingZeros(found) / Byte.SIZE;
  }
}
