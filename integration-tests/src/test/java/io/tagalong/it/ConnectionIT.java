package io.tagalong.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection, managed as its user would, from the sidecar's jar to a strict intake. */
class ConnectionIT extends IntakeTest {
  private static final String KEY = "a1".repeat(16);
  private static final String NEW_KEY = "b2".repeat(16);
  private static final String APPLICATION_KEY = "c3".repeat(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private final ConnectionsClient api = new ConnectionsClient();

  ConnectionIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void exportsWhatTheGatewayDidOnlyThroughTheConnection() throws Exception {
    try (SidecarProcess sidecar = start()) {
      Map<String, Object> made = create(sidecar, KEY);
      assertEquals("Active", made.get("status"));
      assertEquals("valid", made.get("validation"));
      assertEquals("created", made.get("dashboard"));
      assertEquals(5, made.get("sync_interval_minutes"));
      assertEquals("Prism Gateway", intake.held().dashboards().get(0).title());

      sidecar.send("prism.gateway.requests:3|c|#model:gpt-4o");
      sidecar.send("prism.gateway.latency_ms:842|g|#model:gpt-4o");
      sidecar.send("shop.orders:1|c");
      log(sidecar, 3);
      api.awaitGathered(sidecar, id(made), 3);
      assertTrue(intake.await(held -> held.metrics().total("shop.orders") == 1, PATIENCE));
      assertEquals(0, intake.metrics().total("prism.gateway.requests"), "it is no plain metric");

      Map<String, Object> synced = api.syncAndAwait(sidecar, id(made));
      assertEquals("Active", synced.get("status"), synced.toString());
      Map<?, ?> last = ConnectionsClient.map(synced, "last_sync");
      assertEquals("succeeded", last.get("status"));
      assertEquals("manual", last.get("trigger"));
      assertEquals(3, last.get("logs"));
      assertEquals(2, last.get("series"));
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    assertEquals(3, held.total("prism.gateway.requests", "model:gpt-4o"));
    assertEquals(MetricKind.COUNT, held.kindOf("prism.gateway.requests").orElseThrow());
    assertEquals(842, held.total("prism.gateway.latency_ms", "model:gpt-4o"));
    assertEquals(MetricKind.GAUGE, held.kindOf("prism.gateway.latency_ms").orElseThrow());
    List<LogItem> logs = intake.held().logs();
    assertEquals(3, logs.size());
    assertEquals("futureagi", logs.get(0).source());
  }

  @Test
  void refusesAKeyThatTheIntakeRefusesAndFieldsThatMeanNothing() throws Exception {
    intake.acceptKeys(KeyPolicy.only(SidecarProcess.API_KEY));
    try (SidecarProcess sidecar = start().expectingViolations(Rule.KEY_UNKNOWN)) {
      assertEquals(422, api.post(sidecar, "", body(KEY)).statusCode());
      HttpResponse<String> wrong =
          api.post(sidecar, "", "{\"site\":\"us9\",\"api_key\":\"secret\",\"sync\":3}");

      assertEquals(422, wrong.statusCode());
      String errors = wrong.body();
      assertTrue(errors.contains("us1 (datadoghq.com)"), errors);
      assertTrue(errors.contains("api_key has not the form of one"), errors);
      assertTrue(errors.contains("sync means nothing here"), errors);
      assertFalse(errors.contains("secret\\\""), errors);
      assertEquals(List.of(), api.list(sidecar));
      sidecar.terminate();
    }
  }

  @Test
  void keepsEverythingWhilePausedAndAcrossARestart() throws Exception {
    String id;
    try (SidecarProcess sidecar = start()) {
      id = id(create(sidecar, KEY));
      assertEquals(200, api.post(sidecar, "/" + id + "/pause", "").statusCode());
      assertEquals(409, api.post(sidecar, "/" + id + "/sync", "").statusCode());
      sidecar.send("prism.gateway.requests:2|c|#model:gpt-4o");
      log(sidecar, 2);
      api.awaitGathered(sidecar, id, 2);
      terminate(sidecar);
    }
    assertEquals(List.of(), intake.held().logs());

    try (SidecarProcess sidecar = start()) {
      Map<String, Object> kept = api.get(sidecar, "/" + id);
      assertEquals("Paused", kept.get("status"));
      assertEquals("Prism", kept.get("name"));
      log(sidecar, 1);
      api.awaitGathered(sidecar, id, 3);
      assertEquals(200, api.post(sidecar, "/" + id + "/resume", "").statusCode());
      sidecar.awaitWhile(() -> intake.held().logs().size() < 3);
      terminate(sidecar);
    }
    assertEquals(3, intake.held().logs().size());
    assertEquals(2, intake.metrics().total("prism.gateway.requests", "model:gpt-4o"));
  }

  @Test
  void turnsToErrorWhenTheKeyIsRevokedAndBackWhenItIsEdited() throws Exception {
    try (SidecarProcess sidecar =
        start().expectingViolations(Rule.KEY_UNKNOWN).expectingLosses("connections.syncs.failed")) {
      String id = id(create(sidecar, KEY));
      intake.revokeKey(KEY);
      log(sidecar, 2);
      api.awaitGathered(sidecar, id, 2);

      Map<String, Object> refused = api.syncAndAwait(sidecar, id);
      assertEquals("Error", refused.get("status"), refused.toString());
      assertTrue(String.valueOf(refused.get("error")).contains("refuses the API key"));
      assertEquals(
          "{\"validation\":\"invalid\"}", compact(api.post(sidecar, "/" + id + "/validate", "")));
      assertEquals(List.of(), intake.held().logs());

      assertEquals(200, api.patch(sidecar, id, "{\"api_key\":\"" + NEW_KEY + "\"}").statusCode());
      sidecar.awaitWhile(() -> !"Active".equals(api.status(sidecar, id)));
      assertEquals(2, intake.held().logs().size());
      terminate(sidecar);
    }
  }

  @Test
  void countsInItsHistoryWhatTheIntakeGot() throws Exception {
    try (SidecarProcess sidecar = start()) {
      String id = id(create(sidecar, KEY));
      for (int round = 1; round <= 3; round++) {
        sidecar.send("prism.gateway.requests:1|c|#model:m" + round);
        log(sidecar, round);
        api.awaitGathered(sidecar, id, round);
        Map<String, Object> unused = api.syncAndAwait(sidecar, id);
      }
      List<?> history = ConnectionsClient.list(api.get(sidecar, "/" + id + "/history"), "history");
      assertEquals(3, history.size());
      assertEquals(intake.held().logs().size(), sum(history, "logs"));
      assertEquals(
          intake.metrics().named("prism.gateway.requests").all().size(), sum(history, "series"));
      assertEquals(6, sum(history, "logs"));

      assertEquals(200, api.send(sidecar, "DELETE", "/" + id, "").statusCode());
      assertEquals(404, api.send(sidecar, "GET", "/" + id, "").statusCode());
      terminate(sidecar);
    }
  }

  @Test
  void sendsRequestsOfThePastWithTheirOwnTimes() throws Exception {
    long hourAgo = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
    long yesterday = Instant.now().minus(Duration.ofHours(20)).getEpochSecond();
    String line = "{\"model\":\"gpt-4o\",\"status_code\":200,\"started_at\":%d}\n";
    Files.createDirectories(folder.resolve("past"));
    Files.writeString(
        folder.resolve("past/requests.jsonl"), line.formatted(hourAgo) + line.formatted(yesterday));
    try (SidecarProcess sidecar =
        start(Map.of("TAGALONG_BACKFILL_DIR", folder.resolve("past").toString()))
            .expectingLosses("backfill.lines.rejected.too_old")) {
      String id = id(create(sidecar, KEY));
      String file = "{\"file\":\"requests.jsonl\"}";
      assertEquals(202, api.post(sidecar, "/" + id + "/backfill", file).statusCode());
      sidecar.awaitWhile(() -> !"done".equals(api.backfill(sidecar, id).get("state")));
      Map<?, ?> done = api.backfill(sidecar, id);
      assertEquals(1, done.get("sent"), done.toString());
      assertEquals(Map.of("too_old", 1), done.get("skipped"));

      Map<String, Object> synced = api.syncAndAwait(sidecar, id);
      assertEquals(1, ConnectionsClient.map(synced, "last_sync").get("logs"));
      terminate(sidecar);
    }
    assertEquals(
        List.of(hourAgo * 1000),
        intake.held().logs().stream().map(LogItem::timestampMillis).toList());
  }

  @Test
  void letsNobodyInWithoutTheTokenWhereThereIsOne() throws Exception {
    String token = "a-token-of-some-length";
    try (SidecarProcess sidecar =
        start(Map.of("TAGALONG_ADMIN_TOKEN", token))
            .expectingLosses("http.requests.rejected.unauthorized")) {
      assertEquals(401, api.send(sidecar, "GET", "", "").statusCode());
      HttpRequest request =
          ConnectionsClient.request(sidecar, "GET", "", "")
              .header("Authorization", "Bearer " + token)
              .build();
      assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode());
      terminate(sidecar);
    }
  }

  @Test
  void setsADamagedFileAsideAndStarts() throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state/connections.json"), "{\"version\":");
    try (SidecarProcess sidecar = start()) {
      assertEquals(List.of(), api.list(sidecar));
      assertTrue(Files.exists(folder.resolve("state/connections.json.damaged")));
      assertTrue(sidecar.terminate().err().contains("The connections cannot be read"));
    }
  }

  private SidecarProcess start() throws Exception {
    return start(Map.of());
  }

  private SidecarProcess start(Map<String, String> more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("sidecar.yaml"),
            """
            http_port: 0
            bucket_seconds: 1
            state_dir: %1$s/state
            spool_dir: %1$s/spool
            """
                .formatted(folder));
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DD_API_KEY", SidecarProcess.API_KEY);
    return SidecarProcess.start(intake, environment, "--config", file.toString());
  }

  private String body(String key) {
    return """
        {"name":"Prism","site":"eu1","dd_url":"%s","api_key":"%s","application_key":"%s"}
        """
        .formatted(intake.uri(), key, APPLICATION_KEY);
  }

  private Map<String, Object> create(SidecarProcess sidecar, String key) throws Exception {
    HttpResponse<String> made = api.post(sidecar, "", body(key));
    assertEquals(201, made.statusCode(), made.body());
    return JSON.std.mapFrom(made.body());
  }

  /** Sends request logs as the agent does. */
  private void log(SidecarProcess sidecar, int count) throws Exception {
    String log =
        """
        {"message":"[openai] gpt-4o status=200 latency=842ms","status":"info",
         "ddsource":"futureagi","service":"prism-gateway",
         "ddtags":"model:gpt-4o,provider:openai","attributes":{"latency_ms":842}}
        """;
    String logs = "[" + String.join(",", Collections.nCopies(count, log)) + "]";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sidecar.httpUrl() + "/api/v2/logs"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(logs))
            .build();
    assertEquals(202, client.send(request, BodyHandlers.discarding()).statusCode());
  }

  private static int sum(List<?> rows, String field) {
    return rows.stream().mapToInt(row -> (int) requireNonNull(((Map<?, ?>) row).get(field))).sum();
  }

  private static String id(Map<String, Object> connection) {
    return String.valueOf(connection.get("id"));
  }

  private static String compact(HttpResponse<String> answer) {
    return answer.body().replaceAll("\\s", "");
  }

  /** Ends the sidecar and checks that no key is anywhere but in the file for it. */
  private void terminate(SidecarProcess sidecar) throws Exception {
    JavaProcess.Result ended = sidecar.terminate();
    List<String> texts =
        new ArrayList<>(
            List.of(ended.err(), ended.out(), intake.table(), intake.held().toString()));
    texts.addAll(api.answers);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("connections.json")) {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        } else {
          texts.add(new String(Files.readAllBytes(file), ISO_8859_1));
        }
      }
    }
    for (String text : texts) {
      for (String secret : List.of(KEY, NEW_KEY, APPLICATION_KEY, SidecarProcess.API_KEY)) {
        assertFalse(text.contains(secret), "a key left: " + text);
      }
    }
  }
}
