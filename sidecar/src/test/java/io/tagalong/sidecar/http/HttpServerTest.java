package io.tagalong.sidecar.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bounded request a connection, whatever is sent. */
final class HttpServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGE_BODY_BYTES = 5_000_000;

  private final Telemetry telemetry = new Telemetry();
  private final List<Request> requests = new ArrayList<>();
  private HttpServer server = start(PATIENCE);

  HttpServerTest() throws IOException {}

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void handsOverABodyThatComesInChunks() throws Exception {
    String request =
        """
        POST /x?y=z HTTP/1.1
        X-A: 1
        x-a: 2
        Transfer-Encoding: chunked

        3;note
        abc
        2
        de
        0
        Trailer: 1

        """;

    String answer = send(request.replace("\n", "\r\n"));

    assertTrue(answer.startsWith("HTTP/1.1 202 "), answer);
    Request read = requests.get(0);
    assertEquals("/x", read.path());
    assertEquals(List.of("1", "2"), read.header("X-A"));
    assertEquals("abcde", new String(read.body(), ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "'nonsense\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/2\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nno colon\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc', 400, MALFORMED",
    "'POST /x HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n', 413, BODY_TOO_LARGE",
    "'POST /x HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n', 413, BODY_TOO_LARGE",
    "'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n', 413, BODY_TOO_LARGE",
    "'POST /x HTTP/1.1\r\nTransfer-Encoding: br\r\n\r\n', 415, UNKNOWN_ENCODING",
    "'POST /refused HTTP/1.1\r\n\r\n', 401, UNAUTHORIZED",
    "'POST /full HTTP/1.1\r\n\r\n', 503, QUEUE_FULL",
    "'POST /defect HTTP/1.1\r\n\r\n', 500, DEFECT",
  })
  void refusesAndCountsWhatItDoesNotTake(String request, int status, Refusal refusal)
      throws Exception {
    String answer = send(request);

    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.endsWith("\r\n\r\n" + refusal.word()), answer);
    assertEquals(1, telemetry.total(refusal.counter()));
    assertEquals(1, telemetry.total(SelfMetric.HTTP_REQUESTS));
  }

  @Test
  void refusesHeadersWithoutAnEnd() throws Exception {
    String answer = send("POST /x HTTP/1.1\r\n" + "A: b\r\n".repeat(5000));

    assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
  }

  @Test
  void refusesARequestThatTakesTooLong() throws Exception {
    server.close();
    server = start(Duration.ofMillis(100));

    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes("POST /x HTTP/1.1\r\nContent-Le"));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  @Test
  void refusesConnectionsBeyondTheLimitAndServesTheOthersStill() throws Exception {
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < HttpServer.MAX_CONNECTIONS; i++) {
      idle.add(connect());
    }

    try (Socket beyond = connect()) {
      String answer = new String(beyond.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    }
    for (Socket socket : idle) {
      assertTrue(send(socket, "POST /x HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 202 "));
    }

    assertEquals(1, telemetry.total(SelfMetric.HTTP_REQUESTS_REJECTED_CONNECTION_LIMIT));
  }

  @Test
  void takesALargerBodyWhereItsPathAllowsOne() throws Exception {
    String head = "POST /large HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n";

    assertTrue(send(head + "b".repeat(LARGE_BODY_BYTES)).startsWith("HTTP/1.1 202 "));
    String tooLarge = "POST /large HTTP/1.1\r\nContent-Length: 5000001\r\n\r\n";
    assertTrue(send(tooLarge).startsWith("HTTP/1.1 413 "));
    assertEquals(LARGE_BODY_BYTES, requests.get(0).body().length);
  }

  @Test
  void failsToStartWhenThePortIsTaken() {
    assertThrows(
        IOException.class,
        () ->
            HttpServer.start(
                server.address(), PATIENCE, request -> Answer.ACCEPTED, telemetry, silent()));
  }

  private HttpServer start(Duration timeout) throws IOException {
    return HttpServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        timeout,
        new Handler() {
          @Override
          public Answer handle(Request request) throws RefusedException {
            return HttpServerTest.this.handle(request);
          }

          @Override
          public int maxBodyBytes(String path) {
            return path.equals("/large") ? LARGE_BODY_BYTES : STANDARD_BODY_BYTES;
          }
        },
        telemetry,
        silent());
  }

  private Answer handle(Request request) throws RefusedException {
    if (request.path().equals("/refused")) {
      throw new RefusedException(Refusal.UNAUTHORIZED);
    }
    if (request.path().equals("/full")) {
      throw new RefusedException(Refusal.QUEUE_FULL);
    }
    if (request.path().equals("/defect")) {
      throw new IllegalStateException("on purpose");
    }
    synchronized (requests) {
      requests.add(request);
    }
    return Answer.ACCEPTED;
  }

  private static LimitedLog silent() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, ISO_8859_1);
    return new Log(nowhere, Clock.systemUTC()).limited(1);
  }

  private Socket connect() throws IOException {
    return new Socket(server.address().getAddress(), server.address().getPort());
  }

  private String send(String request) throws IOException {
    return send(connect(), request);
  }

  private static String send(Socket connected, String request) throws IOException {
    try (Socket socket = connected) {
      socket.getOutputStream().write(bytes(request));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
