package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.config.Setting;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.config.SettingsSource;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A settings file that changes while the sidecar runs. */
final class ReloadTest {
  private static final long NANOS_TO_WAIT = 20_000_000_000L;

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Telemetry telemetry = new Telemetry();
  private final List<Settings> takenOver = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("sidecar.yaml");
  }

  @Test
  void doesNothingAsLongAsTheContentIsTheSame() throws Exception {
    Reloader reloader = reloader("tags: a");

    Files.writeString(file, "tags: a");
    reloader.check();

    assertEquals(List.of(), takenOver);
    assertEquals("", log());
  }

  @Test
  void takesOverWhatItCanAndNamesWhatNeedsRestart() throws Exception {
    Reloader reloader = reloader("tags: a");

    Files.writeString(file, "tags: b\ndogstatsd_port: 9\nbucket_seconds: 5");
    reloader.check();
    reloader.check();

    assertEquals(1, takenOver.size());
    assertEquals(List.of("b"), takenOver.get(0).enrichment().extraTags());
    assertEquals(1, telemetry.total(SelfMetric.CONFIG_RELOADS));
    assertTrue(log().contains("These need a restart: dogstatsd_port, bucket_seconds."), log());
  }

  @Test
  void keepsTheSettingsAndComplainsOnceWhenTheFileIsInvalid() throws Exception {
    Reloader reloader = reloader("tags: a");

    Files.writeString(file, "tagz: b\ndogstatsd_port: x");
    reloader.check();
    reloader.check();

    assertEquals(List.of(), takenOver);
    assertEquals(1, telemetry.total(SelfMetric.CONFIG_RELOADS_FAILED));
    assertEquals(1, log().lines().count(), log());
    assertTrue(log().contains(":1:1 tagz: there is no such setting."), log());
    assertTrue(log().contains(":2:17 dogstatsd_port: \"x\" cannot be used."), log());
  }

  @Test
  void enrichesByTheNewRulesInTheRunningSidecar() throws Exception {
    String ports = "\nbucket_seconds: 1\ndogstatsd_port: 0\nhttp_port: 0";
    Files.writeString(file, "tags: before" + ports);
    SettingsSource source = source();
    Sidecar sidecar =
        Sidecar.start(
            source, source.load(), "test", Time.ofTheMachine(), stream(printed), stream(logged));

    send(sidecar, "m:1|c");
    await(printed, "before");
    Files.writeString(file, "tags: after" + ports);
    await(logged, "Took over the changed settings.");
    // The rules are a task of the loop now, which comes before a datagram that is sent later.
    send(sidecar, "m:1|c");
    sidecar.stop();

    assertTrue(text(printed).matches("(?s).* m +1 .*after\\R.*"), text(printed));
  }

  @Test
  void listensForOtherWebhooksInTheRunningSidecar() throws Exception {
    String settings =
        """
        bucket_seconds: 1
        dogstatsd_port: 0
        http_port: 0
        webhook_rules: [{path: /%s, open: true, rules: [{metric: m}]}]
        """;
    Files.writeString(file, settings.formatted("before"));
    SettingsSource source = source();
    Sidecar sidecar =
        Sidecar.start(
            source, source.load(), "test", Time.ofTheMachine(), stream(printed), stream(logged));
    String url = sidecar.urls().get(1);
    assertEquals(202, post(url + "/before"));

    Files.writeString(file, settings.formatted("after"));
    await(logged, "Took over the changed settings.");

    assertEquals(404, post(url + "/before"));
    assertEquals(202, post(url + "/after"));
    sidecar.stop();
  }

  @Test
  void saysThatWebhooksNeedARestartWhenNothingListensYet() throws Exception {
    String settings = "bucket_seconds: 1\ndogstatsd_port: 0\nlogs_intake: \"off\"\n";
    Files.writeString(file, settings);
    SettingsSource source = source();
    Sidecar sidecar =
        Sidecar.start(
            source, source.load(), "test", Time.ofTheMachine(), stream(printed), stream(logged));

    Files.writeString(file, settings + "webhook_rules: [{use: braze, open: true}]");
    await(logged, "Nothing listens for webhooks");
    sidecar.stop();

    assertEquals(1, sidecar.urls().size());
  }

  private void await(ByteArrayOutputStream stream, String words) {
    long end = System.nanoTime() + NANOS_TO_WAIT;
    while (!text(stream).contains(words)) {
      assertTrue(System.nanoTime() < end, text(printed) + log());
      Thread.onSpinWait();
    }
  }

  private Reloader reloader(String text) throws Exception {
    Files.writeString(file, text);
    SettingsSource source = source();
    Log log = new Log(stream(logged), Clock.systemUTC());
    return new Reloader(source, source.load(), takenOver::add, telemetry, log);
  }

  private SettingsSource source() {
    return new SettingsSource(
        Map.of("TAGALONG_DRY_RUN", "true"), Map.of(Setting.CONFIG, file.toString()), () -> "h");
  }

  private static void send(Sidecar sidecar, String datagram) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, sidecar.address()));
    }
  }

  private static int post(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static PrintStream stream(ByteArrayOutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private String log() {
    return text(logged);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
