package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Courtesy;
import java.util.zip.Deflater;

/** The compression that zlib and gzip have in common, with one memory for all bodies. */
final class Deflation {

  /** The usual balance: metrics shrink to an eighth, at about 20 ms for a megabyte. */
  private static final int LEVEL = 6;

  /** Of compressed bytes, for which the compressor takes less than a millisecond. */
  private static final int CHUNK_BYTES = 4 << 10;

  private final Deflater deflater;

  /**
   * Allocates the memory, until {@link #close}.
   *
   * @param bare without the head and the checksum of zlib
   */
  Deflation(boolean bare) {
    this.deflater = new Deflater(LEVEL, bare);
  }

  /** Appends what the bytes from {@code from} to {@code to}, the latter excluded, become. */
  void append(byte[] raw, int from, int to, GrowingBytes compressed) {
    deflater.reset();
    deflater.setInput(raw, from, to - from);
    deflater.finish();
    while (!deflater.finished()) {
      compressed.reserve(CHUNK_BYTES);
      compressed.advance(deflater.deflate(compressed.array(), compressed.length(), CHUNK_BYTES));
      Courtesy.offerCore();
    }
  }

  void close() {
    deflater.end();
  }
}
