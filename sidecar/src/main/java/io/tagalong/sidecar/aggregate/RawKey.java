package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a sender wrote to name a context: type, name and tags as bytes, before any normalising.
 *
 * <p>It serves as the key of a hash map in two forms. One reused instance points into the receive
 * buffer and asks; the instances in the map are copies with bytes of their own. So a known context
 * is found without allocating. <em>Hot.</em>
 */
final class RawKey {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio, odd.

  private MetricType type = MetricType.COUNT;
  private byte[] bytes = {};
  private int nameFrom;
  private int nameTo;
  private int tagsFrom;
  private int tagsTo;
  private int hash;

  void pointAt(MetricLine line) {
    type = line.type();
    bytes = line.buffer();
    nameFrom = line.nameFrom();
    nameTo = line.nameTo();
    tagsFrom = line.tagsFrom();
    tagsTo = line.tagsTo();
    long nameHash = hash(type.hashCode(), bytes, nameFrom, nameTo);
    hash = (int) hash(nameHash, bytes, tagsFrom, tagsTo);
  }

  int lengthBytes() {
    return nameTo - nameFrom + tagsTo - tagsFrom;
  }

  RawKey copy() {
    RawKey copy = new RawKey();
    copy.type = type;
    copy.bytes = new byte[lengthBytes()];
    copy.nameTo = nameTo - nameFrom;
    copy.tagsFrom = copy.nameTo;
    copy.tagsTo = copy.bytes.length;
    copy.hash = hash;
    System.arraycopy(bytes, nameFrom, copy.bytes, 0, copy.nameTo);
    System.arraycopy(bytes, tagsFrom, copy.bytes, copy.tagsFrom, tagsTo - tagsFrom);
    return copy;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawKey that
        && hash == that.hash
        && type == that.type
        && Arrays.equals(bytes, nameFrom, nameTo, that.bytes, that.nameFrom, that.nameTo)
        && Arrays.equals(bytes, tagsFrom, tagsTo, that.bytes, that.tagsFrom, that.tagsTo);
  }

  /** Eight bytes at a time: keys are around a hundred bytes long. */
  private static long hash(long seed, byte[] bytes, int from, int to) {
    long hash = seed;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash, (long) LONGS.get(bytes, i));
    }
    for (; i < to; i++) {
      hash = mix(hash, bytes[i]);
    }
    return hash;
  }

  private static long mix(long hash, long input) {
    long product = (hash ^ input) * MULTIPLIER;
    return product ^ (product >>> 32);
  }
}
