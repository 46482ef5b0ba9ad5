package io.tagalong.intake.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.TestIntake;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ConnectProxyTest {
  private static final String REQUEST =
      "GET /emulator/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  /** {@code user:pass} in Base64. */
  private static final String LOGIN = "Proxy-Authorization: Basic dXNlcjpwYXNz\r\n";

  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void tunnelsBothWaysAndCounts() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.open()) {
      String answer = exchange(proxy, connect("") + REQUEST);

      assertTrue(answer.startsWith("HTTP/1.1 200 \r\n\r\nHTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("{\"status\":\"ok\"}"), answer);
      assertEquals(1, proxy.tunnels());
      assertEquals(REQUEST.length(), proxy.sentBytes());
      assertTrue(proxy.receivedBytes() > 0);
    }
  }

  @Test
  void asksForLoginAndTunnelsWhenItIsRight() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.withLogin("user", "pass")) {
      String answer = exchange(proxy, connect("") + connect(LOGIN) + REQUEST);

      assertTrue(answer.startsWith("HTTP/1.1 407 "), answer);
      assertTrue(answer.contains("Proxy-Authenticate: Basic"), answer);
      assertTrue(answer.endsWith("{\"status\":\"ok\"}"), answer);
      assertEquals(1, proxy.refusals());
      assertEquals(1, proxy.tunnels());
    }
  }

  @Test
  void refusesWholeRequests() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.open()) {
      String answer = exchange(proxy, "GET http://x/ HTTP/1.1\r\n\r\n");

      assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
      assertEquals(1, proxy.refusals());
    }
  }

  @Test
  void refusesTargetWithoutPort() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.open()) {
      String answer = exchange(proxy, "CONNECT nowhere HTTP/1.1\r\n\r\n");

      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }
  }

  private String connect(String headers) {
    URI uri = intake.emulator().uri();
    return "CONNECT " + uri.getHost() + ":" + uri.getPort() + " HTTP/1.1\r\n" + headers + "\r\n";
  }

  private static String exchange(ConnectProxy proxy, String request) throws IOException {
    try (Socket socket = new Socket(proxy.uri().getHost(), proxy.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
