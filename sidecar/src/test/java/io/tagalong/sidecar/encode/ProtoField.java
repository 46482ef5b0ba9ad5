package io.tagalong.sidecar.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One field of a protocol buffers message, read without the help of the code under test. */
final class ProtoField {

  private final int field;
  private final long number;
  private final byte[] bytes;
  private final byte[] whole;

  private ProtoField(int field, long number, byte[] bytes, byte[] whole) {
    this.field = field;
    this.number = number;
    this.bytes = bytes;
    this.whole = whole;
  }

  int field() {
    return field;
  }

  /** The value of a varint. */
  long number() {
    return number;
  }

  /** The content of a length-delimited field. */
  byte[] bytes() {
    return bytes;
  }

  /** The field with its tag. */
  byte[] whole() {
    return whole;
  }

  static List<ProtoField> of(byte[] message) {
    List<ProtoField> fields = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int start = in.position();
      long tag = varint(in);
      long number = 0;
      byte[] bytes = {};
      switch ((int) tag & 7) {
        case 0 -> number = varint(in);
        case 1 -> number = in.getLong();
        case 2 -> {
          bytes = new byte[(int) varint(in)];
          in.get(bytes);
        }
        default -> throw new IllegalArgumentException("wire type of tag " + tag);
      }
      byte[] whole = Arrays.copyOfRange(message, start, in.position());
      fields.add(new ProtoField((int) (tag >>> 3), number, bytes, whole));
    }
    return fields;
  }

  static List<Long> packed(byte[] content) {
    List<Long> numbers = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(content);
    while (in.hasRemaining()) {
      numbers.add(varint(in));
    }
    return numbers;
  }

  static long unzigzag(long number) {
    return (number >>> 1) ^ -(number & 1);
  }

  double asDouble() {
    return Double.longBitsToDouble(number);
  }

  /** The text, which must be valid UTF-8. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        if (next == 0 && shift > 0) {
          throw new IllegalArgumentException("a varint longer than it must be");
        }
        return value;
      }
    }
  }

  /** What someone writes. */
  static byte[] written(Consumer<ProtoWriter> content) {
    GrowingBytes bytes = new GrowingBytes();
    content.accept(new ProtoWriter(bytes));
    return bytes.toByteArray();
  }
}
