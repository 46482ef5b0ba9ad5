package io.tagalong.intake.http;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import io.tagalong.intake.rule.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What goes back to a client; the server adds the Date header. */
record Answer(int status, String contentType, String body) {
  /** How much of a refused body is read to its end, so that the client gets to see the answer. */
  private static final long MAX_DRAINED_BYTES = 64L << 20;

  static Answer json(int status, Object value) throws IOException {
    return new Answer(status, "application/json", JSON.std.asString(value));
  }

  static Answer text(String body) {
    return new Answer(200, "text/plain; charset=utf-8", body);
  }

  static Answer errors(int status, String... errors) throws IOException {
    return json(status, Map.of("errors", List.of(errors)));
  }

  static Answer refused(Refusal refusal) throws IOException {
    int status = refusal.rule().consequence().status();
    return errors(
        status, status == 403 ? "Forbidden" : refusal.rule().id() + ": " + refusal.detail());
  }

  void sendTo(HttpExchange exchange) throws IOException {
    drain(exchange.getRequestBody());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void drain(InputStream body) {
    byte[] buffer = new byte[8192];
    long drained = 0;
    try {
      int read = body.read(buffer);
      while (read >= 0 && drained < MAX_DRAINED_BYTES) {
        drained += read;
        read = body.read(buffer);
      }
    } catch (IOException cutOff) {
      // The rest of the body will never come, so the answer can go out now.
      return;
    }
  }
}
