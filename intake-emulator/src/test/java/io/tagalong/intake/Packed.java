package io.tagalong.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Compressed forms of a body. */
public final class Packed {
  private Packed() {}

  public static byte[] zlib(byte[] body) {
    return deflate(body, new Deflater());
  }

  public static byte[] rawDeflate(byte[] body) {
    return deflate(body, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
  }

  public static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  public static byte[] withTrailingBytes(byte[] body, int count) {
    return Arrays.copyOf(body, body.length + count);
  }

  private static byte[] deflate(byte[] body, Deflater deflater) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
