package io.tagalong.sidecar.encode;

/** Makes the zlib format (RFC 1950), which HTTP calls {@code deflate}. */
final class ZlibCompressor implements Compressor {

  private final Deflation deflation = new Deflation(false);
  private final GrowingBytes compressed = new GrowingBytes();

  @Override
  public byte[] compress(byte[] raw, int from, int to) {
    compressed.clear();
    deflation.append(raw, from, to, compressed);
    return compressed.toByteArray();
  }

  @Override
  public void close() {
    deflation.close();
  }
}
