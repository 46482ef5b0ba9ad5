package io.tagalong.sidecar.encode;

import java.util.zip.CRC32;

/** Makes the gzip format (RFC 1952), with nothing in the head but what must be there. */
final class GzipCompressor implements Compressor {

  /** Magic number, method deflate, no flags, no time, no extra flags, no operating system. */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflation deflation = new Deflation(true);
  private final CRC32 checksum = new CRC32();
  private final GrowingBytes compressed = new GrowingBytes();

  @Override
  public byte[] compress(byte[] raw, int from, int to) {
    compressed.clear();
    compressed.append(HEAD);
    deflation.append(raw, from, to, compressed);
    checksum.reset();
    checksum.update(raw, from, to - from);
    appendLittleEndian((int) checksum.getValue());
    appendLittleEndian(to - from);
    return compressed.toByteArray();
  }

  private void appendLittleEndian(int value) {
    compressed.reserve(Integer.BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      compressed.put(value >>> shift);
    }
  }

  @Override
  public void close() {
    deflation.close();
  }
}
