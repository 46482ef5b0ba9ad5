package io.tagalong.sidecar.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.backfill.GatewayLogs;
import io.tagalong.sidecar.deliver.DeliveryEnvironment;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections and their API, on intakes and a clock that are turned by hand, with a folder of their
 * own.
 */
abstract class ConnectionsTest {
  static final String KEY = "0f".repeat(16);
  static final String NEW_KEY = "1e".repeat(16);
  static final String APPLICATION_KEY = "ab".repeat(20);
  static final String WITH_KEY = "{\"api_key\":\"" + KEY + "\"}";

  final Path folder;
  final HandIntakes intakes = new HandIntakes();
  final HandClock clock = new HandClock();
  final KeptLog logged = new KeptLog();
  final List<String> answers = new ArrayList<>();
  private long lastRandom;
  Connections connections;
  private ConnectionApi api;

  ConnectionsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.connections = open();
    this.api = new ConnectionApi(AdminAccess.fromThisMachine(), connections);
  }

  /** Whatever happened, no key was shown. */
  @AfterEach
  final void noKeyIsShown() {
    String shown = logged.text() + answers;
    for (String key : List.of(KEY, NEW_KEY, APPLICATION_KEY)) {
      assertFalse(shown.contains(key), shown);
    }
  }

  String made() throws Exception {
    return String.valueOf(json(201, ask("POST", "", WITH_KEY)).get("id"));
  }

  Path stateFile() {
    return folder.resolve("state/connections.json");
  }

  void restart() throws IOException {
    connections = open();
    api = new ConnectionApi(AdminAccess.fromThisMachine(), connections);
  }

  Connections open() throws IOException {
    Log log = logged.log();
    DeliveryEnvironment environment =
        new DeliveryEnvironment(clock, () -> ++lastRandom, new Telemetry(), log, log.limited(10));
    return Connections.open(
        new ConnectionSettings(
            folder.resolve("state"), AdminAccess.fromThisMachine(), Optional.of(folder)),
        new Connections.Means(
            intakes,
            EncodeOptions.DEFAULT,
            environment,
            Map.of("THE_KEY", KEY),
            new GatewayLogs(
                "futureagi",
                "prism-gateway",
                new Enricher(EnrichmentSettings.none(), List.of(), "web-1")),
            Clock.fixed(Instant.ofEpochSecond(clock.seconds()), ZoneOffset.UTC)));
  }

  Answer ask(String method, String path, String body) throws RefusedException {
    Map<String, List<String>> headers = Map.of("host", List.of("127.0.0.1:8127"));
    Answer answer =
        api.handle(new Request(method, ConnectionApi.AREA + path, headers, body.getBytes(UTF_8)));
    answers.add(answer.text());
    return answer;
  }

  static Map<String, Object> json(int status, Answer answer) throws IOException {
    assertEquals(status, answer.status(), answer.text());
    assertEquals("application/json", answer.contentType());
    return JSON.std.mapFrom(answer.text());
  }

  static List<?> list(Map<String, Object> json, String field) {
    return (List<?>) requireNonNull(json.get(field), field);
  }

  static String errors(int status, Answer answer) throws IOException {
    return String.valueOf(json(status, answer).get("errors"));
  }
}
