package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final String SERIES = "/api/v2/series";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Call call = Call.series(SeriesBody.count("shop.orders", 1).toBytes());
  @AutoClose private final TestIntake intake = new TestIntake();
  private final FaultScript faults = intake.emulator().faults();

  @Test
  void repliesInOrderAndThenServes() throws Exception {
    faults.add(SERIES, Fault.Reply.status(503), 2);
    faults.add(SERIES, new Fault.Reply(429, Map.of("Retry-After", "7"), 0), 1);

    assertEquals(503, intake.status(call));
    assertEquals(503, intake.status(call));
    HttpResponse<String> limited = intake.send(call);
    assertEquals(429, limited.statusCode());
    assertEquals("7", limited.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(202, intake.status(call));
    assertEquals(1, intake.emulator().metrics().total("shop.orders"));
  }

  @Test
  void meetsOnlyItsRouteUnlessItIsForAny() throws Exception {
    faults.add("/api/v2/logs", Fault.Reply.status(500), 1);
    assertEquals(202, intake.status(call));

    faults.add(FaultScript.ANY_ROUTE, Fault.Reply.status(502), FaultScript.FOREVER);
    assertEquals(502, intake.status(call));
    assertEquals(502, intake.status(Call.get("/api/v1/validate")));

    faults.clear();
    assertEquals(202, intake.status(Bodies.logs()));
  }

  @Test
  void redirectsWithoutTakingAnything() throws Exception {
    faults.add(SERIES, new Fault.Reply(307, Map.of("Location", "http://127.0.0.1:9/"), 0), 1);

    assertEquals(307, intake.status(call));
    assertEquals(List.of(), intake.emulator().metrics().all());
  }

  @Test
  void sendsErrorBodyOfTenMegabytes() throws Exception {
    faults.add(SERIES, new Fault.Reply(500, Map.of(), 10 << 20), 1);

    assertEquals(10 << 20, intake.send(call).body().length());
  }

  @Test
  void delaysAndThenServes() throws Exception {
    faults.add(SERIES, new Fault.Delay(Duration.ofMillis(1)), 1);

    assertEquals(202, intake.status(call));
  }

  @Test
  void dripsWholeAnswer() throws Exception {
    faults.add(SERIES, new Fault.SlowDrip(Duration.ZERO), 1);

    assertEquals("{\"errors\":[]}", intake.send(call).body());
  }

  @Test
  void closesAfterHeadersWithoutAnswer() throws Exception {
    faults.add(SERIES, new Fault.CloseAfterHeaders(), 1);

    assertEquals("", raw(head(1000)));
    assertEquals(1, intake.emulator().held().requests(SERIES, 0));
  }

  @Test
  void resetsWhenHalfOfTheBodyIsThere() throws Exception {
    faults.add(SERIES, new Fault.ResetMidBody(), 1);

    assertThrows(SocketException.class, () -> raw(head(1000) + "x".repeat(600)));
  }

  @Test
  void keepsDataWhenAnswerIsCut() throws Exception {
    faults.add(SERIES, new Fault.AcceptThenCut(), 1);

    assertThrows(IOException.class, () -> intake.send(call));
    assertEquals(1, intake.emulator().metrics().total("shop.orders"));
    assertEquals(1, intake.emulator().held().requests(SERIES, 202));
  }

  @Test
  void hangsUntilClientGivesUp() throws Exception {
    faults.add(SERIES, new Fault.Hang(), 1);
    URI uri = intake.emulator().uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(head(0).getBytes(StandardCharsets.US_ASCII));

      assertTrue(
          intake.emulator().await(held -> held.requests(SERIES, 0) == 1, LONG), "no request");
      assertEquals(0, socket.getInputStream().available());
    }
  }

  @Test
  void endsHangAndDelayWhenEmulatorIsClosed() throws Exception {
    faults.add(SERIES, new Fault.Delay(Duration.ofDays(1)), 1);
    URI uri = intake.emulator().uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(head(0).getBytes(StandardCharsets.US_ASCII));

      intake.emulator().close();

      assertEndsWithoutAnswer(socket);
    }
  }

  @Test
  void refusesScriptWithoutEnd() {
    assertThrows(IllegalArgumentException.class, () -> faults.add(SERIES, new Fault.Hang(), 0));
  }

  private static void assertEndsWithoutAnswer(Socket socket) {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException reset) {
      assertTrue(reset instanceof SocketException, reset.toString());
    }
  }

  private String raw(String request) throws IOException {
    URI uri = intake.emulator().uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String head(int bodyBytes) {
    return "POST /api/v2/series HTTP/1.1\r\nHost: test\r\nContent-Length: "
        + bodyBytes
        + "\r\n\r\n";
  }
}
