package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Courtesy;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** zlib (RFC 1950) in one call. HTTP calls this format {@code deflate}. */
final class Zlib {

  /** The usual balance: metrics shrink to an eighth, at about 20 ms for a megabyte. */
  private static final int LEVEL = 6;

  /** Of compressed bytes, for which the compressor takes less than a millisecond. */
  private static final int CHUNK_BYTES = 4 << 10;

  private Zlib() {}

  static byte[] compress(byte[] raw) {
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(raw);
      deflater.finish();
      ByteArrayOutputStream compressed = new ByteArrayOutputStream(CHUNK_BYTES);
      byte[] chunk = new byte[CHUNK_BYTES];
      while (!deflater.finished()) {
        compressed.write(chunk, 0, deflater.deflate(chunk));
        Courtesy.offerCore();
      }
      return compressed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Undoes {@link #compress}; only for bytes that it made. */
  static byte[] decompress(byte[] compressed) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      ByteArrayOutputStream raw = new ByteArrayOutputStream(4 * compressed.length);
      byte[] chunk = new byte[CHUNK_BYTES];
      while (!inflater.finished()) {
        int bytes = inflater.inflate(chunk);
        if (bytes == 0 && !inflater.finished()) {
          throw new IllegalArgumentException("compressed bytes end early");
        }
        raw.write(chunk, 0, bytes);
      }
      return raw.toByteArray();
    } catch (DataFormatException notZlib) {
      throw new IllegalArgumentException(notZlib);
    } finally {
      inflater.end();
    }
  }
}
