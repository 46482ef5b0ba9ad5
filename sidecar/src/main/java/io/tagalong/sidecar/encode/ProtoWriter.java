package io.tagalong.sidecar.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protocol buffers into a growing array.
 *
 * <p>Numbers equal to zero are left out, as proto3 does, so that equal values give equal bytes. A
 * message inside a message is written in place with one byte kept for its length; the rare longer
 * length moves the content up at the end. That needs neither a second buffer nor sizes known ahead.
 *
 * <p>Wire types and varints: https://protobuf.dev/programming-guides/encoding/
 */
final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private byte[] buffer = new byte[256];
  private int length;

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  void writeInteger(int field, long value) {
    if (value != 0) {
      writeTag(field, VARINT);
      writeVarint(value);
    }
  }

  /** Compares bits, so that a negative zero is written. */
  void writeDouble(int field, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits != 0) {
      writeTag(field, FIXED_64);
      reserve(Long.BYTES);
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        buffer[length++] = (byte) (bits >>> shift);
      }
    }
  }

  /** Always valid UTF-8: a surrogate without its pair becomes a question mark. */
  void writeString(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeTag(field, LENGTH_DELIMITED);
    writeVarint(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, buffer, length, utf8.length);
    length += utf8.length;
  }

  /** Opens a message or a packed list; the result goes to {@link #close}. */
  int open(int field) {
    writeTag(field, LENGTH_DELIMITED);
    reserve(1);
    return ++length;
  }

  void close(int start) {
    int size = length - start;
    int extra = varintSize(size) - 1;
    reserve(extra);
    System.arraycopy(buffer, start, buffer, start + extra, size);
    length = start - 1;
    writeVarint(size);
    length += size;
  }

  /** An unsigned number without a tag: an element of a packed list. */
  void writeVarint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  /**
   * A signed number ({@code sint32}) without a tag. The mask comes after the exclusive or: before
   * it, a negative number would become a ten-byte varint that decoders silently accept.
   */
  void writeZigzag(int value) {
    writeVarint(((value << 1) ^ (value >> 31)) & 0xFFFF_FFFFL);
  }

  private void writeTag(int field, int wireType) {
    writeVarint((long) field << 3 | wireType);
  }

  private static int varintSize(int value) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
    return (bits + 6) / 7;
  }

  private void reserve(int bytes) {
    if (buffer.length - length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + bytes));
    }
  }
}
