package io.tagalong.sidecar.encode;

/**
 * Compresses the bytes of one body after another, in the same working memory, a part of which may
 * lie outside the heap until it is closed.
 */
interface Compressor extends AutoCloseable {

  /** The bytes from {@code from} to {@code to}, the latter excluded, in an array of their own. */
  byte[] compress(byte[] raw, int from, int to);

  @Override
  void close();
}
