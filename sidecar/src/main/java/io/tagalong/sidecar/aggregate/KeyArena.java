package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.MetricType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of raw keys, one after the other in chunks, so that a key costs its bytes and {@value
 * #HEADER_BYTES} more instead of an object.
 *
 * <p>An entry is a header, the name, the tags. The header tells type and lengths, which are
 * compared in one step, and above them the number of empty tags:
 *
 * <pre>
 *   bit 0 to 2     type
 *   bit 3 to 15    length of the name
 *   bit 16 to 28   length of the tags
 *   bit 29 to 41   length of what tells origins apart; no origin is part of a key yet
 *   bit 42 to 54   empty tags
 * </pre>
 *
 * <p>A position is the number of a chunk and an offset in it, in units of 4 bytes and counted from
 * 1, so that 0 says "none". Nothing is removed: what is to stay is copied into a new arena.
 *
 * <p>Threads: owned by the aggregator's thread. <em>Hot.</em>
 */
final class KeyArena {
  /** The longest name or list of tags that fits. */
  static final int MAX_PART_BYTES = (1 << 13) - 1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER_BYTES = Long.BYTES;
  private static final int EMPTY_TAGS_SHIFT = 42;
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
    return typeCode(line.type()) | (nameBytes << 3) | (tagBytes << 16);
  }

  /** Stores the key of a message and tells its position. */
  int add(MetricLine line, int emptyTags) {
    int nameBytes = line.nameTo() - line.nameFrom();
    int tagBytes = line.tagsTo() - line.tagsFrom();
    int entryBytes = HEADER_BYTES + nameBytes + tagBytes;
    makeRoom(entryBytes);
    byte[] chunk = chunks[lastChunk];
    LONGS.set(chunk, used, keyHeader(line) | ((long) emptyTags << EMPTY_TAGS_SHIFT));
    System.arraycopy(line.buffer(), line.nameFrom(), chunk, used + HEADER_BYTES, nameBytes);
    System.arraycopy(
        line.buffer(), line.tagsFrom(), chunk, used + HEADER_BYTES + nameBytes, tagBytes);
    return advance(entryBytes);
  }

  /** Stores what another arena holds at a position, and tells its position here. */
  int addFrom(KeyArena other, int position) {
    byte[] from = other.chunk(position);
    int offset = offset(position);
    long header = (long) LONGS.get(from, offset);
    int entryBytes = HEADER_BYTES + nameBytes(header) + tagBytes(header);
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

  private static int nameBytes(long header) {
    return (int) (header >>> 3) & MAX_PART_BYTES;
  }

  private static int tagBytes(long header) {
    return (int) (header >>> 16) & MAX_PART_BYTES;
  }
}
