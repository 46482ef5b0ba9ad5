package io.tagalong.sidecar.backfill;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file line by line and knows where each ends. Of a line over {@value #MAX_LINE_BYTES}
 * bytes it holds the beginning only.
 *
 * <p>Threads: owned by the backfill's.
 */
final class LineReader implements Closeable {
  /** What the intake takes of one log. */
  static final int MAX_LINE_BYTES = 1_000_000;

  private final SeekableByteChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long position;

  /**
   * A line without its end.
   *
   * @param whole false when there is more than the bytes
   * @param end position in the file behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // Lines are not compared.
  record Line(byte[] bytes, boolean whole, long end) {}

  private LineReader(SeekableByteChannel file, long position) {
    this.file = file;
    this.position = position;
  }

  /** Opens the file at a position that is within it. */
  static LineReader open(Path path, long position) throws IOException {
    SeekableByteChannel file = Files.newByteChannel(path);
    try {
      if (position > file.size()) {
        throw new IOException(
            "it has %d bytes, and should go on after %d".formatted(file.size(), position));
      }
      return new LineReader(file.position(position), position);
    } catch (IOException unusable) {
      file.close();
      throw unusable;
    }
  }

  long fileBytes() throws IOException {
    return file.size();
  }

  /** The next line; nothing at the end of the file. */
  Optional<Line> next() throws IOException {
    line.reset();
    boolean whole = true;
    while (fill()) {
      byte next = buffer.get();
      position++;
      if (next == '\n') {
        return Optional.of(new Line(line.toByteArray(), whole, position));
      }
      whole &= line.size() < MAX_LINE_BYTES;
      if (whole) {
        line.write(next);
      }
    }
    return line.size() == 0
        ? Optional.empty()
        : Optional.of(new Line(line.toByteArray(), whole, position));
  }

  private boolean fill() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int read = file.read(buffer);
      buffer.flip();
      return read > 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
