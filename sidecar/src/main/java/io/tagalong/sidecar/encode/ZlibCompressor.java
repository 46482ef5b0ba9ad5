package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Courtesy;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes the zlib format (RFC 1950), which HTTP calls {@code deflate}. */
final class ZlibCompressor implements Compressor {

  /** The usual balance: metrics shrink to an eighth, at about 20 ms for a megabyte. */
  private static final int LEVEL = 6;

  /** Of compressed bytes, for which the compressor takes less than a millisecond. */
  private static final int CHUNK_BYTES = 4 << 10;

  private final Deflater deflater = new Deflater(LEVEL);
  private final GrowingBytes compressed = new GrowingBytes();

  @Override
  public byte[] compress(byte[] raw, int from, int to) {
    deflater.reset();
    deflater.setInput(raw, from, to - from);
    deflater.finish();
    compressed.clear();
    while (!deflater.finished()) {
      compressed.reserve(CHUNK_BYTES);
      compressed.advance(deflater.deflate(compressed.array(), compressed.length(), CHUNK_BYTES));
      Courtesy.offerCore();
    }
    return compressed.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
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
