package io.tagalong.intake.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * The body of a request, and nothing behind it. A body that ends before its headers said throws
 * {@link EOFException}: silence would pass for a shorter body.
 */
abstract sealed class BodyStream extends InputStream {
  private static final int MAX_CHUNK_LINE = 1024;

  /** Where the body comes from. */
  final InputStream in;

  /** What is left of the present stretch; negative when the whole body has been read. */
  long left;

  private BodyStream(InputStream in, long left) {
    this.in = in;
    this.left = left;
  }

  /**
   * Opens the body that the headers announce, empty if they announce none.
   *
   * @throws ProtocolException if they contradict themselves
   */
  static BodyStream of(Headers headers, InputStream in) throws ProtocolException {
    boolean chunked = headers.say("Transfer-Encoding", "chunked");
    if (headers.count("Transfer-Encoding") > (chunked ? 1 : 0)) {
      throw new ProtocolException("the only Transfer-Encoding known is chunked");
    }
    if (headers.count("Content-Length") > (chunked ? 0 : 1)) {
      throw new ProtocolException("the length of the body is given twice");
    }
    if (chunked) {
      return new Chunked(in);
    }
    return new Fixed(in, length(headers));
  }

  private static long length(Headers headers) throws ProtocolException {
    String length = headers.first("Content-Length").orElse("0");
    if (!length.matches("[0-9]{1,15}")) {
      throw new ProtocolException("Content-Length is no number: '" + length + "'");
    }
    return Long.parseLong(length);
  }

  /** Called when a stretch has been read to its end: finds the next one, or sets left to -1. */
  abstract void nextStretch() throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      nextStretch();
    }
    if (left < 0) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException(left + " bytes of the body are missing");
    }
    left -= read;
    return read;
  }

  private static final class Fixed extends BodyStream {
    Fixed(InputStream in, long length) {
      super(in, length);
    }

    @Override
    void nextStretch() {
      left = -1;
    }
  }

  private static final class Chunked extends BodyStream {
    private boolean first = true;

    Chunked(InputStream in) {
      super(in, 0);
    }

    @Override
    void nextStretch() throws IOException {
      if (!first) {
        HeadReader.line(in, MAX_CHUNK_LINE);
      }
      first = false;
      String size = HeadReader.line(in, MAX_CHUNK_LINE).split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,8}")) {
        throw new ProtocolException("the size of a chunk is no number: '" + size + "'");
      }
      left = Long.parseLong(size, 16);
      if (left == 0) {
        String trailer = HeadReader.line(in, MAX_CHUNK_LINE);
        while (!trailer.isEmpty()) {
          trailer = HeadReader.line(in, MAX_CHUNK_LINE);
        }
        left = -1;
      }
    }
  }
}
