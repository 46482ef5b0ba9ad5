package io.tagalong.sidecar.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;

/**
 * Reads one request of HTTP/1 (RFC 9112). It keeps at most {@value #MAX_HEAD_BYTES} bytes of head
 * and so much of a body as its path allows, whatever it is sent. What it keeps of the body it takes
 * from a room that all requests share, until it is closed.
 */
final class RequestReader implements AutoCloseable {
  static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int STEP_BYTES = 8 * 1024;

  /** Asks a client for the body that it keeps back until it is asked. */
  interface Invitation {
    void send() throws IOException;
  }

  private final InputStream in;
  private final Invitation invitation;
  private final ToIntFunction<String> maxBodyBytes;

  /** A permit is a byte; the threads of all connections take and give back. */
  private final Semaphore room;

  private int headBytes;
  private int takenRoom;

  /**
   * A reader of the request that comes next.
   *
   * @param maxBodyBytes of a request to a path
   * @param room for bytes of bodies
   */
  RequestReader(
      InputStream in, Invitation invitation, ToIntFunction<String> maxBodyBytes, Semaphore room) {
    this.in = in;
    this.invitation = invitation;
    this.maxBodyBytes = maxBodyBytes;
    this.room = room;
  }

  /** Gives the room of the body back; the request must be done with by then. */
  @Override
  public void close() {
    room.release(takenRoom);
    takenRoom = 0;
  }

  /**
   * The request; nothing when the connection ends before its first byte, as a port scan does.
   *
   * @throws IOException when the connection breaks or ends before the request does
   */
  Optional<Request> read() throws IOException, RefusedException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String[] line = ((char) first + line()).split(" ", -1);
    if (line.length != 3 || !line[1].startsWith("/") || !line[2].matches("HTTP/1\\.[01]")) {
      throw new RefusedException(Refusal.MALFORMED);
    }
    Map<String, List<String>> headers = headers();
    String path = line[1].split("\\?", 2)[0];
    byte[] body = body(headers, maxBodyBytes.applyAsInt(path));
    return Optional.of(new Request(line[0], path, headers, body));
  }

  private Map<String, List<String>> headers() throws IOException, RefusedException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(colon - 1) == ' ' || line.charAt(0) == ' ') {
        throw new RefusedException(Refusal.MALFORMED);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** Two opinions on where a body ends are an attack on whoever stands between; so they end it. */
  private byte[] body(Map<String, List<String>> headers, int maxBytes)
      throws IOException, RefusedException {
    List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    if (encodings.size() + lengths.size() > 1) {
      throw new RefusedException(Refusal.MALFORMED);
    }
    if (!encodings.isEmpty() && !encodings.get(0).equalsIgnoreCase("chunked")) {
      throw new RefusedException(Refusal.UNKNOWN_ENCODING);
    }
    int length = lengths.isEmpty() ? 0 : number(lengths.get(0), 10);
    if (length > maxBytes) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    if (headers.getOrDefault("expect", List.of()).stream()
        .anyMatch("100-continue"::equalsIgnoreCase)) {
      invitation.send();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (encodings.isEmpty()) {
      copy(length, body);
    } else {
      copyChunks(body, maxBytes);
    }
    return body.toByteArray();
  }

  private void copyChunks(ByteArrayOutputStream body, int maxBytes)
      throws IOException, RefusedException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      if (size > maxBytes - body.size()) {
        throw new RefusedException(Refusal.BODY_TOO_LARGE);
      }
      copy(size, body);
      if (!line().isEmpty()) {
        throw new RefusedException(Refusal.MALFORMED);
      }
    }
    // What stands behind the last chunk changes nothing; its size counts as the head's does.
    String trailer = line();
    while (!trailer.isEmpty()) {
      trailer = line();
    }
  }

  private int chunkSize() throws IOException, RefusedException {
    return number(line().split(";", 2)[0].strip(), 16);
  }

  /** In steps, so that a mere promise of a large body costs no memory. */
  private void copy(int length, ByteArrayOutputStream body) throws IOException, RefusedException {
    byte[] step = new byte[Math.min(length, STEP_BYTES)];
    for (int left = length; left > 0; ) {
      int read = in.read(step, 0, Math.min(left, step.length));
      if (read < 0) {
        throw new EOFException(left + " bytes of the body are missing");
      }
      takeRoom(read);
      body.write(step, 0, read);
      left -= read;
    }
  }

  private void takeRoom(int bytes) throws RefusedException {
    if (!room.tryAcquire(bytes)) {
      throw new RefusedException(Refusal.CONNECTION_LIMIT);
    }
    takenRoom += bytes;
  }

  private static int number(String digits, int radix) throws RefusedException {
    String allowed = radix == 16 ? "[0-9a-fA-F]+" : "[0-9]+";
    if (!digits.matches(allowed)) {
      throw new RefusedException(Refusal.MALFORMED);
    }
    if (digits.length() > 7) {
      throw new RefusedException(Refusal.BODY_TOO_LARGE);
    }
    return Integer.parseInt(digits, radix);
  }

  private String line() throws IOException, RefusedException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended within a line");
      }
      if (++headBytes > MAX_HEAD_BYTES) {
        throw new RefusedException(Refusal.HEADERS_TOO_LARGE);
      }
      line.append((char) next);
    }
    headBytes++;
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
