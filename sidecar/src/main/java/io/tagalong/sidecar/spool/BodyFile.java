package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.Encoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The content of a file: a head of 32 bytes, and the body's bytes as they are sent.
 *
 * <pre>
 *  0  4  the letters TGSP
 *  4  1  version, 1
 *  5  1  kind, 6  1  encoding, 7  1  delivery mode: their codes
 *  8  4  items
 * 12  8  time of the items, in seconds since 1970
 * 20  4  length of the body
 * 24  4  CRC32C of bytes 0 to 23 and of the body
 * 28  4  zero, and not looked at
 * </pre>
 *
 * <p>Big-endian. There is no key and no address in it: whoever can write the file must not be able
 * to send a key elsewhere, and whoever can read it must not find one.
 */
final class BodyFile {

  static final int HEAD_BYTES = 32;

  /** The head without what is not looked at. */
  static final int USED_HEAD_BYTES = 28;

  private static final int MAGIC = 0x54475350;
  private static final int VERSION = 1;
  private static final int CHECKED_HEAD_BYTES = 24;

  private BodyFile() {}

  static ByteBuffer write(Body body) {
    ByteBuffer file = ByteBuffer.allocate(HEAD_BYTES + body.bytes().length);
    file.putInt(MAGIC).put((byte) VERSION);
    file.put((byte) body.kind().code());
    file.put((byte) body.encoding().code());
    file.put((byte) body.mode().code());
    file.putInt(body.items()).putLong(body.createdSeconds()).putInt(body.bytes().length);
    file.putInt(checksum(file.array(), body.bytes())).putInt(0);
    file.put(body.bytes());
    return file.flip();
  }

  /** The body in a file's content; the content is checked before anything else of it is used. */
  static Body read(byte[] file) throws CorruptFileException {
    if (file.length < HEAD_BYTES) {
      throw new CorruptFileException("it ends after " + file.length + " bytes");
    }
    ByteBuffer head = ByteBuffer.wrap(file, 0, HEAD_BYTES);
    byte[] bytes = Arrays.copyOfRange(file, HEAD_BYTES, file.length);
    if (head.getInt(0) != MAGIC || head.get(4) != VERSION) {
      throw new CorruptFileException("it does not begin as a file of this version");
    }
    if (head.getInt(20) != bytes.length) {
      throw new CorruptFileException(
          "it holds %d bytes of a body of %d".formatted(bytes.length, head.getInt(20)));
    }
    if (head.getInt(24) != checksum(file, bytes)) {
      throw new CorruptFileException("its checksum is wrong");
    }
    return new Body(
        SpoolEntry.kind(head.get(5)).orElseThrow(() -> unknown("kind", head.get(5))),
        encoding(head.get(6)),
        mode(head.get(7)),
        bytes,
        head.getInt(8),
        head.getLong(12));
  }

  private static int checksum(byte[] head, byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(head, 0, CHECKED_HEAD_BYTES);
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private static Encoding encoding(int code) throws CorruptFileException {
    return Arrays.stream(Encoding.values())
        .filter(encoding -> encoding.code() == code)
        .findFirst()
        .orElseThrow(() -> unknown("encoding", code));
  }

  private static DeliveryMode mode(int code) throws CorruptFileException {
    return Arrays.stream(DeliveryMode.values())
        .filter(mode -> mode.code() == code)
        .findFirst()
        .orElseThrow(() -> unknown("delivery mode", code));
  }

  private static CorruptFileException unknown(String what, int code) {
    return new CorruptFileException("this version knows no " + what + " " + code);
  }
}
