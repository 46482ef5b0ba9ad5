package io.tagalong.intake;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a protobuf message field by field. Knows no schema, so that a body can be wrong in every
 * way, and a slip in the emulator's schema cannot hide behind the same slip here.
 */
public final class Proto {
  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public Proto text(int field, String text) {
    return write(out -> out.writeString(field, text));
  }

  public Proto integer(int field, long value) {
    return write(out -> out.writeInt64(field, value));
  }

  public Proto number(int field, double value) {
    return write(out -> out.writeDouble(field, value));
  }

  public Proto bytes(int field, byte[] value) {
    return write(out -> out.writeByteArray(field, value));
  }

  public Proto message(int field, Proto nested) {
    return bytes(field, nested.toBytes());
  }

  public Proto packedZigzag(int field, List<Integer> values) {
    Proto packed = new Proto();
    for (int value : values) {
      packed.write(out -> out.writeSInt32NoTag(value));
    }
    return values.isEmpty() ? this : bytes(field, packed.toBytes());
  }

  public Proto packed(int field, List<Integer> values) {
    Proto packed = new Proto();
    for (int value : values) {
      packed.write(out -> out.writeUInt32NoTag(value));
    }
    return values.isEmpty() ? this : bytes(field, packed.toBytes());
  }

  public Proto raw(byte... rawBytes) {
    bytes.writeBytes(rawBytes);
    return this;
  }

  public Proto raw(int... rawBytes) {
    for (int b : rawBytes) {
      bytes.write(b);
    }
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private Proto write(Write write) {
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      write.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return this;
  }
}
