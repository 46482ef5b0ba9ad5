package io.tagalong.intake.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What goes back to a client; the connection adds Date and Content-Length. */
public final class Answer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final int status;
  private final Headers headers;
  private final byte[] body;

  /** Takes the body as it is: whoever makes an answer gives the array away. */
  public Answer(int status, Headers headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static Answer of(int status, String contentType, String body) {
    return new Answer(
        status,
        Headers.of(Map.of("Content-Type", contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  public int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /** Writes the whole answer. */
  public void writeTo(Socket socket, Clock clock) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head(clock));
    out.write(body);
    out.flush();
  }

  /** The status line, without a phrase as nobody reads it, and the headers. */
  byte[] head(Clock clock) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
    head.append("Date: ").append(DATE.format(clock.instant())).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    return HeadReader.bytes(head.toString());
  }
}
