package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntakeClientTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Body BODY = Bodies.series(3, 0).bodies().get(0);

  private final CountDownLatch testEnds = new CountDownLatch(1);
  private final ExecutorService serverThreads = Executors.newCachedThreadPool();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile byte[] received = {};
  private volatile int status = 202;
  private volatile String answer = "{\"errors\":[]}";
  private volatile boolean hangs;
  private final Headers answerHeaders = new Headers();

  IntakeClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startServer() {
    server.setExecutor(serverThreads);
    server.createContext(
        "/",
        exchange -> {
          received = exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestHeaders());
          paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getResponseHeaders().putAll(answerHeaders);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, hangs ? bytes.length + 1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.getResponseBody().flush();
          awaitTestEndIf(hangs);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    testEnds.countDown();
    server.stop(0);
    serverThreads.shutdown();
  }

  @Test
  void sendsBodyWithItsHeaders() throws InterruptedException {
    Outcome outcome = client().send(BODY);

    assertEquals(new Outcome.Delivered(), outcome);
    assertEquals(List.of("POST /api/v2/series"), paths);
    assertArrayEquals(BODY.compressed(), received);
    Headers headers = requests.get(0);
    assertEquals(KEY, headers.getFirst("DD-API-KEY"));
    assertEquals("application/x-protobuf", headers.getFirst("Content-Type"));
    assertEquals("deflate", headers.getFirst("Content-Encoding"));
    assertEquals("tagalong-sidecar/1.2", headers.getFirst("User-Agent"));
  }

  @Test
  void sendsSketchesToTheirRouteBelowThePathOfTheAddress() throws InterruptedException {
    Body sketches = Bodies.sketch(0).bodies().get(0);

    client("/prefix", Duration.ofSeconds(20)).send(sketches);

    assertEquals(List.of("POST /prefix/api/beta/sketches"), paths);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 408, 429, 500, 503, 599, 307, 302})
  void triesLaterWhenTheFaultMayPass(int passing) throws InterruptedException {
    status = passing;
    answerHeaders.set("Location", "/elsewhere");

    Outcome outcome = client().send(BODY);

    Outcome.TryLater later = assertInstanceOf(Outcome.TryLater.class, outcome);
    assertTrue(later.reason().contains("status " + passing), later.reason());
    assertEquals(1, paths.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void tellsWhenTheKeyIsRefused(int refused) throws InterruptedException {
    status = refused;

    assertEquals(new Outcome.KeyRefused(refused), client().send(BODY));
  }

  @Test
  void tellsWhenTheBodyIsTooLarge() throws InterruptedException {
    status = 413;

    assertEquals(new Outcome.TooLarge(), client().send(BODY));
  }

  @Test
  void quotesTheBeginningOfAnExplanationHoweverLongItIs() throws InterruptedException {
    status = 400;
    answer = "x".repeat(5_000_000);

    Outcome outcome = client().send(BODY);

    assertEquals(new Outcome.Rejected(400, "x".repeat(200) + "..."), outcome);
  }

  @Test
  void heedsTheLongerOfTheWaitsThatTheIntakeAsksFor() throws InterruptedException {
    status = 429;
    answerHeaders.set("Retry-After", "7");
    answerHeaders.set("X-RateLimit-Reset", "30");

    Outcome outcome = client().send(BODY);

    assertEquals(
        new Outcome.TryLater("the intake answers with status 429", Duration.ofSeconds(30)),
        outcome);
  }

  @Test
  void ignoresWaitThatIsNotANumberOfSeconds() throws InterruptedException {
    status = 503;
    answerHeaders.set("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT");

    Outcome outcome = client().send(BODY);

    assertEquals(
        new Outcome.TryLater("the intake answers with status 503", Duration.ZERO), outcome);
  }

  @Test
  void triesLaterWhenTheAnswersBodyNeverEnds() throws InterruptedException {
    status = 400;
    hangs = true;

    Outcome outcome = client("", Duration.ofSeconds(1)).send(BODY);

    assertEquals(new Outcome.TryLater("no complete answer within 1 s", Duration.ZERO), outcome);
  }

  @Test
  void triesLaterWhenNobodyListens() throws InterruptedException {
    IntakeClient client = client();
    server.stop(0);

    Outcome outcome = client.send(BODY);

    Outcome.TryLater later = assertInstanceOf(Outcome.TryLater.class, outcome);
    assertTrue(later.reason().contains("ConnectException"), later.reason());
  }

  private IntakeClient client() {
    return client("", Duration.ofSeconds(20));
  }

  private IntakeClient client(String prefix, Duration deadline) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
    return new IntakeClient(base, KEY, "tagalong-sidecar/1.2", deadline);
  }

  private void awaitTestEndIf(boolean hanging) {
    try {
      if (hanging) {
        testEnds.await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
