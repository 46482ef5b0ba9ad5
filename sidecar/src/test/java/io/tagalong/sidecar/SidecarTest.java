package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.config.DeliverySettings;
import io.tagalong.sidecar.config.Destination;
import io.tagalong.sidecar.config.Listening;
import io.tagalong.sidecar.config.LogSettings;
import io.tagalong.sidecar.config.LogSettings.Opening;
import io.tagalong.sidecar.config.Parsing;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.Webhooks;
import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.encode.DecodedItem;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.PodLabels;
import io.tagalong.sidecar.key.ApiKey;
import io.tagalong.sidecar.key.FixedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sidecar in this process: real sockets, a real clock, and an intake on loopback. */
final class SidecarTest {

  private static final ApiKey KEY = new ApiKey("0123456789abcdef0123456789abcdef");
  private static final long NANOS_TO_WAIT = 20_000_000_000L;

  private final FakeIntake intake = new FakeIntake();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  SidecarTest() throws IOException {}

  @AfterEach
  void closeIntake() {
    intake.close();
  }

  @Test
  void deliversWhatWasSentBeforeItIsStopped() throws Exception {
    long startSeconds = Clock.systemUTC().instant().getEpochSecond();
    Sidecar sidecar = start(intakes(), 60);

    send(sidecar, "orders:2|c|#env:prod", "orders:3|c|#env:prod\nqueue:7|g", "sent:1:2:3|d");
    sidecar.stop();

    assertEquals(5, intake.sum("orders"));
    assertEquals(7, intake.sum("queue"));
    assertEquals(6, intake.sum("sent"));
    assertEquals(3, intake.items("sent").get(0).count());
    DecodedItem orders = intake.items("orders").get(0);
    assertEquals("host-1", orders.host());
    assertEquals(List.of("env:prod"), orders.tags());
    assertEquals(60, orders.intervalSeconds());
    assertTrue(orders.timestampSeconds() >= startSeconds, orders.toString());
  }

  @Test
  void keepsNeighboursOfMalformedMessagesAndCountsThose() throws Exception {
    Sidecar sidecar = start(intakes(), 60);

    send(sidecar, "ok:1|c\nno pipe\u0007\nok:2|c\nok:3|x\nok:4|c");
    sidecar.stop();

    assertEquals(7, intake.sum("ok"));
    assertEquals(5, intake.sum("tagalong.sidecar.messages"));
    assertEquals(1, intake.sum("tagalong.sidecar.datagrams"));
    Set<List<String>> reasons =
        intake.items("tagalong.sidecar.messages.rejected").stream()
            .map(DecodedItem::tags)
            .collect(Collectors.toSet());
    assertEquals(Set.of(List.of("reason:no_pipe"), List.of("reason:bad_type")), reasons);
    assertTrue(log().contains("Rejected a message of 127.0.0.1:"), log());
    assertTrue(log().contains("no pipe\\x07"), log());
  }

  @Test
  void handsOnEventsAndServiceChecksBesideTheMetrics() throws Exception {
    Sidecar sidecar = start(new Destination.DryRun(), 60);

    send(sidecar, "_e{6,4}:Deploy|done|#env:prod|h:web-1\n_sc|db.up|0|#a:b\n_e{0,4}:|x\n_sc|u|7");
    sidecar.stop();

    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("event Deploy, host web-1: env:prod"), text);
    assertTrue(text.contains("check db.up, host host-1: a:b"), text);
    assertTrue(text.matches("(?s).* tagalong.sidecar.messages +4 .*"), text);
    assertTrue(text.matches("(?s).* tagalong.sidecar.events +1 .*"), text);
    assertTrue(text.matches("(?s).* tagalong.sidecar.service_checks +1 .*"), text);
    assertTrue(text.contains("reason:ev_empty_title") && text.contains("reason:sc_status"), text);
  }

  @Test
  void acceptsAndNamesWhatIsNotPortable() throws Exception {
    Sidecar sidecar = start(intakes(), 60);

    send(sidecar, "gap:1::2|c");
    sidecar.stop();

    assertEquals(3, intake.sum("gap"));
    assertEquals(
        List.of("reason:empty_value"),
        intake.items("tagalong.sidecar.messages.not_portable").get(0).tags());
    assertTrue(log().contains("is not portable to the Agent Data Plane because there is"), log());
  }

  @Test
  void deliversEveryBucketAtItsEndWithoutFurtherTraffic() throws Exception {
    Sidecar sidecar = start(intakes(), 1);

    send(sidecar, "tick:1|c");
    awaitItems("tick");
    send(sidecar, "tock:1|c");
    awaitItems("tock");
    sidecar.stop();

    assertEquals(1, intake.sum("tick"));
    assertEquals(1, intake.sum("tock"));
    assertTrue(intake.sum("tagalong.sidecar.items.delivered") >= 1);
  }

  @Test
  void worksWithoutLogsWhenTheirPortIsTakenAndNobodyInsists() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Webhooks here = new Webhooks("127.0.0.1", other.getLocalPort(), List.of());
      LogSettings ifPossible = new LogSettings(Opening.IF_POSSIBLE, List.of());
      LogSettings required = new LogSettings(Opening.REQUIRED, List.of());

      Sidecar sidecar = start(settings(new Destination.DryRun(), here, ifPossible));
      sidecar.stop();
      assertThrows(
          UnavailableException.class,
          () -> start(settings(new Destination.DryRun(), here, required)));
    }

    String log = logged.toString(StandardCharsets.UTF_8);
    assertTrue(log.contains("takes no logs. Set TAGALONG_HTTP_PORT"), log);
  }

  @Test
  void passesOnLogsThatCameBeforeItIsStopped() throws Exception {
    LogSettings open = new LogSettings(Opening.REQUIRED, List.of());
    Sidecar sidecar = start(settings(new Destination.DryRun(), Webhooks.NONE, open));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sidecar.urls().get(1) + "/api/v2/logs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("[{\"message\":\"one\"},{\"message\":\"two\"}]"))
            .build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    sidecar.stop();

    assertEquals(202, answer.statusCode());
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("log one, host host-1") && text.contains("log two"), text);
  }

  @Test
  void printsBucketsWhenRunIsDry() throws Exception {
    Sidecar sidecar = start(new Destination.DryRun(), 60);

    send(sidecar, "orders:2|c|#env:prod");
    sidecar.stop();

    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("60 s: "), text);
    assertTrue(text.matches("(?s).* count +orders +2 +host-1 +env:prod\\R.*"), text);
  }

  @Test
  void tagsEverythingWithThePodsLabels(@TempDir Path folder) throws Exception {
    Path labels = folder.resolve("labels");
    Files.writeString(labels, "tags.datadoghq.com/env=\"prod\"");
    Sidecar sidecar = start(intakes(), 60, 0, labels);

    send(sidecar, "orders:2|c|#host:web-2");
    sidecar.stop();

    DecodedItem orders = intake.items("orders").get(0);
    assertEquals(List.of("env:prod"), orders.tags());
    assertEquals("web-2", orders.host());
    DecodedItem own = intake.items("tagalong.sidecar.messages").get(0);
    assertEquals(List.of("env:prod"), own.tags());
    assertEquals("host-1", own.host());
  }

  @Test
  void startsWithoutThePodsLabelsWhenTheyCannotBeRead(@TempDir Path folder) throws Exception {
    Sidecar sidecar = start(new Destination.DryRun(), 60, 0, folder);

    sidecar.stop();

    assertTrue(log().contains("No tags come from the pod's labels"), log());
  }

  @Test
  void leavesNoThreadBehindWhenAddressIsTaken() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();

      assertThrows(
          UnavailableException.class,
          () -> start(new Destination.DryRun(), 10, taken.getLocalPort(), Path.of("absent")));

      List<String> left =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread) && !thread.isDaemon())
              .map(Thread::getName)
              .toList();
      assertEquals(List.of(), left);
    }
  }

  @Test
  void endsItsThreadsWhenStopped() throws Exception {
    Sidecar sidecar = start(intakes(), 60);
    send(sidecar, "a:1|c");

    sidecar.stop();

    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("tagalong-"))
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void deliversCountsAndLogsNothingOfItsWarmUp() throws Exception {
    Sidecar sidecar = start(intakes(), 60, 0, Path.of("absent"), true);

    send(sidecar, "orders:2|c|#env:prod");
    sidecar.stop();

    assertEquals(2, intake.sum("orders"));
    assertEquals(1, intake.sum("tagalong.sidecar.messages"));
    assertEquals(1, intake.sum("tagalong.sidecar.datagrams"));
    assertEquals(List.of(), intake.items("synthetic.users"));
    assertEquals("", log());
  }

  private Destination intakes() {
    IntakeHosts hosts = IntakeHosts.single(intake.address());
    return new Destination.Intakes(List.of(Endpoint.main(hosts, KEY, new FixedKey(KEY))));
  }

  private Sidecar start(Destination destination, int bucketSeconds) throws UnavailableException {
    return start(destination, bucketSeconds, 0, Path.of("absent"));
  }

  private Sidecar start(Destination destination, int bucketSeconds, int port, Path podLabels)
      throws UnavailableException {
    return start(destination, bucketSeconds, port, podLabels, false);
  }

  private Sidecar start(
      Destination destination, int bucketSeconds, int port, Path podLabels, boolean warmUp)
      throws UnavailableException {
    return start(
        new Settings(
            destination,
            new Listening(List.of("127.0.0.1"), port, Optional.empty(), Optional.empty(), 0, 1),
            "host-1",
            new AggregatorSettings(bucketSeconds, 1000),
            9_000_000,
            new Parsing(ParserOptions.DEFAULT.withStrict(true)),
            warmUp,
            EnrichmentSettings.none(),
            new PodLabels(podLabels, PodLabels.STANDARD_TAG_KEYS),
            DeliverySettings.DEFAULT,
            Webhooks.NONE,
            LogSettings.NONE,
            Optional.empty()));
  }

  private Settings settings(Destination destination, Webhooks webhooks, LogSettings logs) {
    return new Settings(
        destination,
        new Listening(List.of("127.0.0.1"), 0, Optional.empty(), Optional.empty(), 0, 1),
        "host-1",
        new AggregatorSettings(60, 1000),
        9_000_000,
        new Parsing(ParserOptions.DEFAULT),
        false,
        EnrichmentSettings.none(),
        new PodLabels(Path.of("/no/such/file"), PodLabels.STANDARD_TAG_KEYS),
        DeliverySettings.DEFAULT,
        webhooks,
        logs,
        Optional.empty());
  }

  private Sidecar start(Settings settings) throws UnavailableException {
    return Sidecar.start(
        settings,
        "test",
        new PrintStream(printed, true, StandardCharsets.UTF_8),
        new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  private static void send(Sidecar sidecar, String... datagrams) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (String datagram : datagrams) {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, sidecar.address()));
      }
    }
  }

  private void awaitItems(String metric) {
    long end = System.nanoTime() + NANOS_TO_WAIT;
    while (intake.items(metric).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + metric + "; the log says: " + log());
      }
      Thread.onSpinWait();
    }
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }
}
