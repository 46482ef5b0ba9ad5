package io.tagalong.sidecar.deliver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** Keeps the first bytes of a stream and forgets the rest. */
final class CappedBytes {

  private final int maxBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  CappedBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void append(byte[] chunk) {
    kept.write(chunk, 0, Math.min(chunk.length, maxBytes - kept.size()));
  }

  String text(Charset charset) {
    return kept.toString(charset);
  }
}
