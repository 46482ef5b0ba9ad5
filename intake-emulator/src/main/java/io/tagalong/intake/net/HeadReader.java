package io.tagalong.intake.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines and heads of requests; RFC 9112 names the grammar. */
public final class HeadReader {
  /** Far beyond any honest head, and a bound for the others. */
  private static final int MAX_HEAD_BYTES = 32 * 1024;

  private final InputStream in;
  private int headBytes;

  public HeadReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next head; empty if the connection has ended instead.
   *
   * @throws ProtocolException if it is no head of a HTTP/1 request
   */
  public Optional<RequestHead> next() throws IOException {
    headBytes = 0;
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String requestLine = (char) first + line();
    String[] parts = requestLine.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("no request line of HTTP/1: '" + requestLine + "'");
    }
    Headers.Builder headers = new Headers.Builder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("a header line without a name");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return Optional.of(RequestHead.of(parts[0], parts[1], headers.build()));
  }

  /** Reads up to the next end of line, which is not part of the result. */
  private String line() throws IOException {
    String line = line(in, MAX_HEAD_BYTES - headBytes);
    headBytes += line.length() + 2;
    return line;
  }

  static String line(InputStream in, int maxBytes) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended inside a line");
      }
      if (line.length() >= maxBytes) {
        throw new ProtocolException("more than " + MAX_HEAD_BYTES + " bytes of head");
      }
      line.append((char) next);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }
}
