package io.tagalong.agent.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSenderTest {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final String SENT = "tagalong.agent.logs.sent|c|#";
  private static final String FAILED = "tagalong.agent.logs.failed_attempts|c|#";
  private static final String DROPPED = "tagalong.agent.logs.dropped|c|#reason:";

  private final CapturedLog log = new CapturedLog();
  private final Tables tables = new Tables();
  private final LogCounters counters = new LogCounters(true, tables);
  private final LogQueue queue = new LogQueue(counters);

  /** What the intake got, and what it answers, one after another, then 202. */
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private HttpServer intake;
  private LogSender sender;

  @BeforeEach
  void listen() throws IOException {
    intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    intake.createContext("/api/v2/logs", this::answer);
    intake.start();
    sender = sender(intake.getAddress().getPort());
  }

  private LogSender sender(int port) {
    URI address = URI.create("http://me:password@127.0.0.1:" + port + "/api/v2/logs");
    return new LogSender(queue, address, counters, log.log(), 1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Integer status = answers.poll();
    exchange.sendResponseHeaders(status == null ? 202 : status, -1);
    exchange.close();
  }

  @AfterEach
  void stop() {
    sender.stop(PATIENCE_MILLIS);
    intake.stop(0);
  }

  @Test
  void sendsLogsAsOneArray() throws Exception {
    offer(2);

    sender.startIfNeeded();

    assertEquals("[{\"n\":0},{\"n\":1}]", nextBody());
  }

  @Test
  void sendsNoMoreThanFiveHundredAtOnceAndAllOfThemAtTheEnd() throws Exception {
    offer(1_200);

    sender.stop(PATIENCE_MILLIS);

    List<Integer> sizes = new ArrayList<>();
    for (String body : bodies) {
      sizes.add(body.split(",", -1).length);
    }
    assertEquals(List.of(500, 500, 200), sizes);
    assertEquals(Map.of(SENT, "1200"), TakenSamples.of(tables));
  }

  @Test
  void sendsABatchAgainUntilItIsTaken() throws Exception {
    answers.addAll(List.of(503, 401));
    offer(1);

    sender.startIfNeeded();
    List<String> received = List.of(nextBody(), nextBody(), nextBody());
    sender.stop(PATIENCE_MILLIS);

    assertEquals(List.of("[{\"n\":0}]", "[{\"n\":0}]", "[{\"n\":0}]"), received);
    assertEquals(Map.of(SENT, "1", FAILED, "2"), TakenSamples.of(tables));
    assertTrue(log.text().contains("/api/v2/logs (it answers with 503)"), log.text());
    assertFalse(log.text().contains("password"), log.text());
  }

  @Test
  void dropsABatchThatTheIntakeWillNeverTake() throws Exception {
    answers.add(400);
    offer(3);

    sender.startIfNeeded();
    nextBody();
    sender.stop(PATIENCE_MILLIS);

    assertEquals(Map.of(DROPPED + "refused", "3", FAILED, "1"), TakenSamples.of(tables));
  }

  @Test
  void givesUpAtTheEndWhenNobodyListens() {
    intake.stop(0);
    offer(2);

    sender.stop(PATIENCE_MILLIS);

    assertEquals("2", TakenSamples.of(tables).get(DROPPED + "shutdown"));
    assertTrue(log.text().contains("2 logs were not sent before the end"), log.text());
  }

  @Test
  void dropsWhatComesWhenTheQueueIsFull() {
    offer(4_002);

    assertEquals(Map.of(DROPPED + "queue_full", "2"), TakenSamples.of(tables));
  }

  @Test
  void countsNothingWhenSelfMetricsAreOff() {
    LogQueue uncounted = new LogQueue(new LogCounters(false, tables));

    for (int i = 0; i < 4_001; i++) {
      uncounted.offer("{}");
    }

    assertEquals(Map.of(), TakenSamples.of(tables));
  }

  private void offer(int logs) {
    for (int i = 0; i < logs; i++) {
      queue.offer("{\"n\":" + i + "}");
    }
  }

  private String nextBody() throws InterruptedException {
    String body = bodies.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    return body == null ? "none" : body;
  }
}
