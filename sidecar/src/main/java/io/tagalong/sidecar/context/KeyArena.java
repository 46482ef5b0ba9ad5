package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What tells raw keys apart, one after the other in chunks, so that a key costs its bytes and
 * {@value #HEADER_BYTES} more instead of an object.
 *
 * <p>An entry is a header, the name, the tags. The header tells type and lengths, which are
 * compared in one step, and above them the number of empty tags:
 *
 * <pre>
 *   bit 0 to 2     type
 *   bit 3 to 18    length of the name
 *   bit 19 to 34   length of the tags
 *   bit 35 to 47   empty tags
 * </pre>
 *
 * <p>Of a key longer than {@value #MAX_KEPT_BYTES} bytes there is only a fingerprint of 64 bits in
 * place of name and tags. Two such keys are taken for one when type, both lengths, 32 bits of
 * {@link RawKeyHash#of} and the fingerprint agree by chance, at a million keys once in 10^17
 * tables. What that buys: keys of some kilobytes, of which there may be a hundred thousand, are
 * neither kept nor read again for each message.
 *
 * <p>A position is the number of a chunk and an offset in it, in units of 4 bytes and counted from
 * 1, so that 0 says "none". Nothing is removed: what is to stay is copied into a new arena.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class KeyArena {
  /** A key with more than these cannot be stored. */
  static final int MAX_EMPTY_TAGS = (1 << 13) - 1;

  /** Typical keys have a hundred bytes; to compare these costs less than a second hash. */
  static final int MAX_KEPT_BYTES = 256;

  /** The longest name or list of tags, as long as a datagram or a frame. */
  private static final int MAX_PART_BYTES = (1 << 16) - 1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER_BYTES = Long.BYTES;
  private static final int NAME_SHIFT = 3;
  private static final int TAGS_SHIFT = 19;
  private static final int EMPTY_TAGS_SHIFT = 35;
  private static final long KEY_MASK = (1L << EMPTY_TAGS_SHIFT) - 1;
  private static final int UNIT_BITS = 2;
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
  private static final int SMALLEST_CHUNK_BYTES = 512;

  private byte[][] chunks = {new byte[SMALLEST_CHUNK_BYTES]};
  private int lastChunk;
  private int used;

  /** The part of the header that belongs to the key. */
  static long keyHeader(MetricLine line) {
    long nameBytes = (long) line.nameTo() - line.nameFrom();
    long tagBytes = (long) line.tagsTo() - line.tagsFrom();
    return typeCode(line.type()) | (nameBytes << NAME_SHIFT) | (tagBytes << TAGS_SHIFT);
  }

  /** Stores the key of a message and tells its position. */
  int add(MetricLine line, int emptyTags) {
    long keyHeader = keyHeader(line);
    int entryBytes = entryBytes(keyHeader);
    makeRoom(entryBytes);
    byte[] chunk = chunks[lastChunk];
    LONGS.set(chunk, used, keyHeader | ((long) emptyTags << EMPTY_TAGS_SHIFT));
    int from = used + HEADER_BYTES;
    if (isKept(keyHeader)) {
      int nameBytes = nameBytes(keyHeader);
      System.arraycopy(line.buffer(), line.nameFrom(), chunk, from, nameBytes);
      System.arraycopy(
          line.buffer(), line.tagsFrom(), chunk, from + nameBytes, tagBytes(keyHeader));
    } else {
      LONGS.set(chunk, from, RawKeyHash.fingerprint(line));
    }
    return advance(entryBytes);
  }

  /** Stores what another arena holds at a position, and tells its position here. */
  int addFrom(KeyArena other, int position) {
    byte[] from = other.chunk(position);
    int offset = offset(position);
    int entryBytes = entryBytes((long) LONGS.get(from, offset));
    makeRoom(entryBytes);
    System.arraycopy(from, offset, chunks[lastChunk], used, entryBytes);
    return advance(entryBytes);
  }

  /**
   * Whether the key at a position is that of the message.
   *
   * @param keyHeader of the message, see {@link #keyHeader}
   */
  boolean matches(int position, long keyHeader, MetricLine line) {
    byte[] chunk = chunk(position);
    int offset = offset(position);
    if (((long) LONGS.get(chunk, offset) & KEY_MASK) != keyHeader) {
      return false;
    }
    int nameFrom = offset + HEADER_BYTES;
    if (!isKept(keyHeader)) {
      return (long) LONGS.get(chunk, nameFrom) == RawKeyHash.fingerprint(line);
    }
    int tagsFrom = nameFrom + nameBytes(keyHeader);
    int tagsTo = tagsFrom + tagBytes(keyHeader);
    byte[] sent = line.buffer();
    return Arrays.equals(chunk, nameFrom, tagsFrom, sent, line.nameFrom(), line.nameTo())
        && Arrays.equals(chunk, tagsFrom, tagsTo, sent, line.tagsFrom(), line.tagsTo());
  }

  int emptyTags(int position) {
    return (int) ((long) LONGS.get(chunk(position), offset(position)) >>> EMPTY_TAGS_SHIFT);
  }

  /** Sees to it that the last chunk has room for an entry; the first one grows up to full size. */
  private void makeRoom(int entryBytes) {
    byte[] last = chunks[lastChunk];
    if (used + entryBytes <= last.length) {
      return;
    }
    if (lastChunk == 0 && used + entryBytes <= CHUNK_BYTES) {
      int wanted = Math.max(used + entryBytes, last.length * 3 / 2);
      chunks[0] = Arrays.copyOf(last, Math.min(CHUNK_BYTES, wanted));
      return;
    }
    lastChunk++;
    if (lastChunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, lastChunk + (lastChunk >> 1) + 1);
    }
    chunks[lastChunk] = new byte[CHUNK_BYTES];
    used = 0;
  }

  private int advance(int entryBytes) {
    int position = ((lastChunk << (CHUNK_BITS - UNIT_BITS)) | (used >> UNIT_BITS)) + 1;
    int unit = 1 << UNIT_BITS;
    used = (used + entryBytes + unit - 1) & -unit;
    return position;
  }

  private static int typeCode(MetricType type) {
    return switch (type) {
      case COUNT -> 0;
      case GAUGE -> 1;
      case HISTOGRAM -> 2;
      case TIMING -> 3;
      case DISTRIBUTION -> 4;
      case SET -> 5;
    };
  }

  private byte[] chunk(int position) {
    return chunks[(position - 1) >>> (CHUNK_BITS - UNIT_BITS)];
  }

  private static int offset(int position) {
    return ((position - 1) << UNIT_BITS) & (CHUNK_BYTES - 1);
  }

  private static int entryBytes(long header) {
    int keyBytes = isKept(header) ? nameBytes(header) + tagBytes(header) : Long.BYTES;
    return HEADER_BYTES + keyBytes;
  }

  private static boolean isKept(long header) {
    return nameBytes(header) + tagBytes(header) <= MAX_KEPT_BYTES;
  }

  private static int nameBytes(long header) {
    return (int) (header >>> NAME_SHIFT) & MAX_PART_BYTES;
  }

  private static int tagBytes(long header) {
    return (int) (header >>> TAGS_SHIFT) & MAX_PART_BYTES;
  }
}
