package io.tagalong.intake.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of HTTP/1.1, against a server that echoes bodies. */
final class HttpServerTest {
  private static final String LAST = "Connection: close\r\n";

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Transport.PLAIN,
            Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
            exchange -> {
              String body = new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
              exchange.answer(Answer.of(200, "text/plain", body));
            },
            fault -> Answer.of(400, "text/plain", fault));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWithDateAndLength() throws IOException {
    assertEquals(
        "HTTP/1.1 200 \r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 2\r\n\r\nhi",
        send("POST / HTTP/1.1\r\n" + LAST + "Content-Length: 2\r\n\r\nhi"));
  }

  @Test
  void keepsConnectionForTheNextRequest() throws IOException {
    String answers =
        send(
            "POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\none"
                + "POST /b HTTP/1.1\r\nContent-Length: 3\r\n\r\ntwo");

    assertTrue(answers.contains("\r\n\r\noneHTTP/1.1 200 "), answers);
    assertTrue(answers.endsWith("\r\n\r\ntwo"), answers);
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() throws IOException {
    String answer =
        send(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                + LAST
                + "\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n");

    assertTrue(answer.endsWith("\r\n\r\nabc0123456789"), answer);
  }

  @Test
  void asksForBodyWhenClientWaits() throws IOException {
    String answer = send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");

    assertTrue(answer.startsWith("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 "), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/2\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
      })
  void answers400AndClosesWhenItIsNotHttp(String request) throws IOException {
    String answer = send(request);

    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
  }

  @Test
  void answers400WhenHeadHasNoEnd() throws IOException {
    String answer = send("GET / HTTP/1.1\r\n" + "X: " + "y".repeat(40_000));

    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
