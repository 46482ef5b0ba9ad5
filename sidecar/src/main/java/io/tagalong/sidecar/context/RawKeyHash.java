package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes what a sender wrote to name a context: type, name and tags.
 *
 * <p>Eight bytes at a time, each mixed in by the two halves of a 128-bit product; from 32 bytes on
 * in two lanes, because the next product must wait for the one before. <em>Hot.</em>
 */
final class RawKeyHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio, odd.
  private static final long SECOND = 0xD6E8FEB86659FD93L; // Any other odd number, bits well spread.

  private static final long OTHER_SEED = 0xA0761D6478BD642FL; // Odd, and unlike the other two.

  private RawKeyHash() {}

  /** All 64 bits depend on all bytes, so any of them may be used alone. */
  static long of(MetricLine line) {
    return of(line, KeyArena.keyHeader(line));
  }

  /** Another hash, which says nothing about the first one. */
  static long fingerprint(MetricLine line) {
    return of(line, OTHER_SEED);
  }

  private static long of(MetricLine line, long seed) {
    byte[] bytes = line.buffer();
    long name = of(bytes, line.nameFrom(), line.nameTo(), seed);
    return of(bytes, line.tagsFrom(), line.tagsTo(), name);
  }

  private static long of(byte[] bytes, int from, int to, long seed) {
    long hash = seed;
    int i = from;
    if (to - from >= 4 * Long.BYTES) {
      long lane = ~seed;
      for (; i <= to - 2 * Long.BYTES; i += 2 * Long.BYTES) {
        hash = mix(hash ^ (long) LONGS.get(bytes, i), FIRST);
        lane = mix(lane ^ (long) LONGS.get(bytes, i + Long.BYTES), SECOND);
      }
      hash ^= lane;
    }
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, i), FIRST);
    }
    return mix(hash ^ rest(bytes, i, to), SECOND ^ (to - from));
  }

  /** The fewer than eight bytes [from, to), in one read where the buffer goes on behind them. */
  private static long rest(byte[] bytes, int from, int to) {
    if (from == to) {
      return 0;
    }
    if (from + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, from) & (-1L >>> (Long.SIZE - (to - from) * Byte.SIZE));
    }
    long rest = 0;
    for (int i = to - 1; i >= from; i--) {
      rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return rest;
  }

  private static long mix(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }
}
