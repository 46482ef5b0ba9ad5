package io.tagalong.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes everything to another stream, and keeps a copy unless that becomes too long. */
final class CopyingStream extends OutputStream {
  private final OutputStream original;
  private final int maxBytes;

  /** Null when there was too much. Guarded by this. */
  private @Nullable ByteArrayOutputStream copy = new ByteArrayOutputStream();

  CopyingStream(OutputStream original, int maxBytes) {
    this.original = original;
    this.maxBytes = maxBytes;
  }

  boolean copies(OutputStream stream) {
    return stream == original;
  }

  /** What was written; null when that was nothing, or too much. */
  synchronized byte @Nullable [] copy() {
    return copy == null || copy.size() == 0 ? null : copy.toByteArray();
  }

  @Override
  public void write(int b) throws IOException {
    original.write(b);
    keep(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    original.write(bytes, offset, length);
    keep(bytes, offset, length);
  }

  private synchronized void keep(byte[] bytes, int offset, int length) {
    if (copy != null) {
      if (copy.size() + length > maxBytes) {
        copy = null;
      } else {
        copy.write(bytes, offset, length);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    original.flush();
  }

  @Override
  public void close() throws IOException {
    original.close();
  }
}
