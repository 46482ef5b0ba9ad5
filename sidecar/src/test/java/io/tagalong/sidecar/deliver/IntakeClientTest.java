package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.Encoding;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.FixedKey;
import io.tagalong.sidecar.telemetry.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
import org.junit.jupiter.params.provider.CsvSource;
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
  private volatile boolean silent;
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
          awaitTestEndIf(silent);
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
    assertArrayEquals(BODY.bytes(), received);
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

  /** As a site has three hosts; here they are paths. */
  @ParameterizedTest
  @CsvSource({
    "SERIES, /for-api/api/v2/series",
    "SKETCHES, /for-api/api/beta/sketches",
    "EVENTS, /for-api/api/v1/events",
    "CHECKS, /for-api/api/v1/check_run",
    "LOGS, /for-logs/api/v2/logs",
    "CHANGE_EVENTS, /for-events/api/v2/events",
  })
  void sendsEachKindToItsHost(BodyKind kind, String path) throws InterruptedException {
    Body body = new Body(kind, Encoding.IDENTITY, DeliveryMode.AT_LEAST_ONCE, new byte[] {1}, 1, 0);
    IntakeHosts hosts =
        new IntakeHosts(address("/for-api"), address("/for-logs"), address("/for-events"));

    client(hosts, Duration.ofSeconds(20)).send(body);

    assertEquals(List.of("POST " + path), paths);
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
  void keepsNothingOfAnExplanationHoweverLongItIs() throws InterruptedException {
    status = 400;
    answer = "x".repeat(10_000_000);

    assertEquals(new Outcome.Rejected(400), client().send(BODY));
  }

  @Test
  void heedsTheLongerOfTheWaitsThatTheIntakeAsksFor() throws InterruptedException {
    status = 429;
    answerHeaders.set("Retry-After", "7");
    answerHeaders.set("X-RateLimit-Reset", "30");

    Outcome outcome = client().send(BODY);

    assertEquals(
        new Outcome.TryLater(
            "the intake answers with status 429", Duration.ofSeconds(30), Taken.NO),
        outcome);
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 400})
  void takesTheStatusForTheAnswerWhenTheRestNeverComes(int known) throws InterruptedException {
    status = known;
    hangs = true;

    Outcome outcome = client("", Duration.ofSeconds(1)).send(BODY);

    assertEquals(known == 202 ? new Outcome.Delivered() : new Outcome.Rejected(known), outcome);
  }

  @Test
  void doesNotKnowTheFateWhenNoAnswerComesInTime() throws InterruptedException {
    silent = true;

    Outcome outcome = client("", Duration.ofSeconds(1)).send(BODY);

    assertEquals(
        new Outcome.TryLater("no answer within 1 s", Duration.ZERO, Taken.PERHAPS), outcome);
  }

  @Test
  void tellsWhenTheConnectionIsLost() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      serverThreads.execute(() -> hangUpOnEveryone(rude));
      URI base = URI.create("http://127.0.0.1:" + rude.getLocalPort());

      Outcome outcome = client(base, Duration.ofSeconds(20)).send(BODY);

      assertInstanceOf(Outcome.ConnectionLost.class, outcome);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, VALID", "403, INVALID", "401, INVALID", "500, COULD_NOT_CHECK"})
  void checksTheKeyWithoutPuttingItIntoTheAddress(int known, Verdict verdict)
      throws InterruptedException {
    status = known;

    assertEquals(verdict, client().checkKey());
    assertEquals(List.of("GET /api/v1/validate"), paths);
    assertEquals(KEY, requests.get(0).getFirst("DD-API-KEY"));
  }

  @Test
  void neverTakesTheKeyToAnotherHostWhenRedirected() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      status = 307;
      answerHeaders.set("Location", "http://127.0.0.1:" + elsewhere.getLocalPort() + "/");

      Outcome outcome = client().send(BODY);

      assertInstanceOf(Outcome.TryLater.class, outcome);
      elsewhere.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, elsewhere::accept);
    }
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
    return client(address(prefix), deadline);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static IntakeClient client(URI base, Duration deadline) {
    return client(IntakeHosts.single(base), deadline);
  }

  private static IntakeClient client(IntakeHosts hosts, Duration deadline) {
    Log silence = new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
    ApiKey key = new ApiKey(KEY);
    Endpoint endpoint = Endpoint.main(hosts, key, new FixedKey(key));
    HttpSettings settings =
        new HttpSettings("tagalong-sidecar/1.2", deadline, NetworkSettings.DEFAULT);
    return new HttpConnection(settings).client(hosts, new CurrentKey(endpoint, silence));
  }

  private static void hangUpOnEveryone(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        try (Socket caller = socket.accept()) {
          caller.getInputStream().readNBytes(100);
        }
      }
    } catch (IOException closed) {
      return; // the test is over
    }
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
