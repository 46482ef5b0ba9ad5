package io.tagalong.sidecar.encode;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.tagalong.sidecar.aggregate.Courtesy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Makes one zstd frame (RFC 8878) of each body, in memory that is new each time. */
final class ZstdCompressor implements Compressor {

  /** Of raw bytes; the library compresses when it has 128 KiB together, in about 2 ms. */
  private static final int CHUNK_BYTES = 32 << 10;

  @Override
  public byte[] compress(byte[] raw, int from, int to) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream((to - from) / 8);
    try (OutputStream out = new ZstdOutputStream(compressed)) {
      for (int start = from; start < to; start += CHUNK_BYTES) {
        out.write(raw, start, Math.min(CHUNK_BYTES, to - start));
        Courtesy.offerCore();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // an array takes all there is
    }
    return compressed.toByteArray();
  }

  @Override
  public void close() {}
}
