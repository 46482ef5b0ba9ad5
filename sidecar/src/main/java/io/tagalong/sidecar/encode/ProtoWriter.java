package io.tagalong.sidecar.encode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes protocol buffers at the end of growing bytes. It is <i>hot</i>: nothing is allocated as
 * long as the bytes have room and texts are ASCII.
 *
 * <p>Numbers equal to zero are left out, as proto3 does, so that equal values give equal bytes. A
 * message inside a message is written in place with one byte kept for its length; a longer length
 * moves the content up at the end. That needs neither a second buffer nor sizes known ahead.
 *
 * <p>Wire types and varints: https://protobuf.dev/programming-guides/encoding/
 */
final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAX_ASCII = 0x7F;
  private static final int MAX_VARINT_BYTES = 10;

  private final GrowingBytes out;

  ProtoWriter(GrowingBytes out) {
    this.out = out;
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
      out.reserve(Long.BYTES);
      LITTLE_ENDIAN.set(out.array(), out.length(), bits);
      out.advance(Long.BYTES);
    }
  }

  /** Always valid UTF-8: a surrogate without its pair becomes a question mark. */
  void writeString(int field, String value) {
    writeTag(field, LENGTH_DELIMITED);
    int start = out.length();
    if (!writeAscii(value)) {
      out.advance(start - out.length());
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      writeVarint(utf8.length);
      out.append(utf8);
    }
  }

  /** Opens a message or a packed list; the result goes to {@link #close}. */
  int open(int field) {
    writeTag(field, LENGTH_DELIMITED);
    out.reserve(1);
    out.advance(1);
    return out.length();
  }

  void close(int start) {
    int size = out.length() - start;
    int extra = varintSize(size) - 1;
    if (extra > 0) {
      out.openGap(start, extra);
    }
    out.advance(start - 1 - out.length());
    writeVarint(size);
    out.advance(size);
  }

  /** An unsigned number without a tag: an element of a packed list. */
  void writeVarint(long value) {
    out.reserve(MAX_VARINT_BYTES);
    byte[] array = out.array();
    int end = out.length();
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[end++] = (byte) rest;
    out.advance(end - out.length());
  }

  /**
   * A signed number ({@code sint32}) without a tag. The mask comes after the exclusive or: before
   * it, a negative number would become a ten-byte varint that decoders silently accept.
   */
  void writeZigzag(int value) {
    writeVarint(((value << 1) ^ (value >> 31)) & 0xFFFF_FFFFL);
  }

  /**
   * Length and characters, right when each character is one byte. Looking at all of them only at
   * the end leaves the loop without a branch.
   */
  private boolean writeAscii(String value) {
    int length = value.length();
    writeVarint(length);
    out.reserve(length);
    byte[] array = out.array();
    int start = out.length();
    int bits = 0;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      bits |= c;
      array[start + i] = (byte) c;
    }
    out.advance(length);
    return bits <= MAX_ASCII;
  }

  private void writeTag(int field, int wireType) {
    writeVarint((long) field << 3 | wireType);
  }

  private static int varintSize(int value) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
    return (bits + 6) / 7;
  }
}
