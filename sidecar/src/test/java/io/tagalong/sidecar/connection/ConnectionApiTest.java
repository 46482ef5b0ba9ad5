package io.tagalong.sidecar.connection;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.backfill.Progress;
import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.deliver.Site;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as its user meets it. */
final class ConnectionApiTest extends ConnectionsTest {
  ConnectionApiTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void makesAConnectionWithDefaults() throws Exception {
    Map<String, Object> made = json(201, ask("POST", "", WITH_KEY));

    assertEquals("Datadog", made.get("name"));
    assertEquals("datadoghq.com", made.get("site"));
    assertEquals("Active", made.get("status"));
    assertEquals(5, made.get("sync_interval_minutes"));
    assertEquals("start_fresh", made.get("historical_data"));
    assertEquals("valid", made.get("validation"));
    assertEquals("the state file", made.get("api_key"));
    assertEquals(List.of(KEY), intakes.endpoints.stream().map(e -> e.key().value()).toList());
    assertEquals(Site.US1.hosts(), intakes.endpoints.get(0).hosts());
  }

  @Test
  void makesNoneWhenTheKeyIsInvalidButOneWhenNobodyCanSay() throws Exception {
    intakes.answerToKeys(Verdict.INVALID);
    assertTrue(errors(422, ask("POST", "", WITH_KEY)).contains("refuses the API key"));
    assertEquals(List.of(), json(200, ask("GET", "", "")).get("connections"));

    intakes.answerToKeys(Verdict.COULD_NOT_CHECK);
    assertEquals("could_not_check", json(201, ask("POST", "", WITH_KEY)).get("validation"));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() throws Exception {
    String errors =
        errors(
            422,
            ask(
                "POST",
                "",
                """
                {"site":"us9","sync_interval_minutes":61,"dd_url":"ftp://x","historical_data":"all",
                 "api_key":"short","api_key_env":"KEY","interval":5}
                """));

    for (String part :
        List.of(
            "interval means nothing here",
            "allowed are us1 (datadoghq.com)",
            "sync_interval_minutes is 61; allowed are 1 to 60",
            "dd_url is no intake address",
            "neither start_fresh nor backfill",
            "5 characters, not shown",
            "api_key is given twice")) {
      assertTrue(errors.contains(part), part + " in " + errors);
    }
    assertFalse(errors.contains("short"), errors);
  }

  @Test
  void takesKeysFromTheEnvironmentAndFromFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), NEW_KEY + "\n");

    Map<String, Object> env = json(201, ask("POST", "", "{\"api_key_env\":\"THE_KEY\"}"));
    Map<String, Object> inFile =
        json(201, ask("POST", "", "{\"api_key_file\":\"%s\"}".formatted(file)));

    assertEquals("the environment variable THE_KEY", env.get("api_key"));
    assertEquals("the file " + file, inFile.get("api_key"));
    assertEquals(NEW_KEY, intakes.endpoints.get(1).key().value());
    String state = Files.readString(stateFile());
    assertFalse(state.contains(KEY) || state.contains(NEW_KEY), state);
    assertTrue(errors(422, ask("POST", "", "{\"api_key_env\":\"NONE\"}")).contains("is not set"));
  }

  @Test
  void editsKeySiteAndInterval() throws Exception {
    String id = made();

    Map<String, Object> edited =
        json(
            200,
            ask(
                "PATCH",
                "/" + id,
                "{\"api_key\":\"%s\",\"site\":\"eu1\",\"sync_interval_minutes\":1}"
                    .formatted(NEW_KEY)));

    assertEquals("datadoghq.eu", edited.get("site"));
    assertEquals(1, edited.get("sync_interval_minutes"));
    assertEquals(List.of(Site.EU1.hosts()), intakes.deliveries.get(0).redirections);
    assertEquals(NEW_KEY, intakes.endpoints.get(0).source().read().value());
  }

  @Test
  void keepsTheOldKeyWhenTheNewOneIsInvalid() throws Exception {
    String id = made();
    intakes.answerToKeys(Verdict.INVALID);

    errors(422, ask("PATCH", "/" + id, "{\"api_key\":\"%s\"}".formatted(NEW_KEY)));

    assertEquals(KEY, intakes.endpoints.get(0).source().read().value());
    assertEquals(200, ask("PATCH", "/" + id, "{\"name\":\"renamed\"}").status());
  }

  @Test
  void pausesResumesAndSyncs() throws Exception {
    String id = made();

    assertEquals("Paused", json(200, ask("POST", "/" + id + "/pause", "")).get("status"));
    assertTrue(errors(409, ask("POST", "/" + id + "/sync", "")).contains("resume it"));
    assertEquals("Syncing", json(200, ask("POST", "/" + id + "/resume", "")).get("status"));
    intakes.deliveries.get(0).work();
    assertEquals("Syncing", json(202, ask("POST", "/" + id + "/sync", "")).get("status"));
    intakes.deliveries.get(0).work();

    List<?> history = list(json(200, ask("GET", "/" + id + "/history", "")), "history");
    assertEquals(2, history.size());
    assertEquals("manual", ((Map<?, ?>) history.get(0)).get("trigger"));
  }

  @Test
  void createsADashboardWhenThereIsAnApplicationKey() throws Exception {
    String body = "{\"api_key\":\"%s\",\"application_key\":\"%s\"}".formatted(KEY, APPLICATION_KEY);
    Map<String, Object> made = json(201, ask("POST", "", body));
    assertEquals("created", made.get("dashboard"));

    intakes.answerToDashboards(OptionalInt.of(403));
    assertTrue(
        errors(502, ask("POST", "/" + made.get("id") + "/dashboard", "")).contains("status 403"));
    String without = made();
    assertTrue(
        errors(409, ask("POST", "/" + without + "/dashboard", "")).contains("application key"));
    assertEquals(
        "Prism Gateway", json(200, ask("GET", "/" + without + "/dashboard", "")).get("title"));
  }

  @Test
  void sendsRequestsOfThePastFromAFileBelowItsFolder() throws Exception {
    Files.writeString(
        folder.resolve("past.jsonl"),
        "{\"model\":\"gpt-4o\",\"started_at\":%d}\n".formatted(clock.seconds() - 60).repeat(3));
    String body =
        "{\"api_key\":\"%s\",\"historical_data\":\"backfill\",\"backfill_file\":\"past.jsonl\"}"
            .formatted(KEY);

    String id = String.valueOf(json(201, ask("POST", "", body)).get("id"));
    Connection connection = connections.find(id);
    awaitEnd(connection.past());
    connection.beginStop();
    intakes.deliveries.get(0).work();

    Map<?, ?> backfill =
        (Map<?, ?>) requireNonNull(json(200, ask("GET", "/" + id, "")).get("backfill"));
    assertEquals("past.jsonl", backfill.get("file"));
    assertEquals("done", backfill.get("state"));
    assertEquals(100, backfill.get("percent"));
    assertEquals(3, backfill.get("sent"));
    assertEquals(3, intakes.deliveries.get(0).delivered(BodyKind.LOGS));
  }

  @Test
  void readsNoFileFromElsewhere() throws Exception {
    String id = made();
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));

    for (String file : List.of("../elsewhere", "/etc/hostname", "link", "absent", "state")) {
      String body = "{\"file\":\"%s\"}".formatted(file);
      assertTrue(
          errors(422, ask("POST", "/" + id + "/backfill", body)).contains("no such file"), file);
    }
    assertTrue(errors(422, ask("POST", "/" + id + "/backfill", "{}")).contains("file is missing"));
    assertTrue(
        errors(422, ask("POST", "", WITH_KEY.replace("}", ",\"historical_data\":\"backfill\"}")))
            .contains("go together"));
  }

  @Test
  void holdsNoMoreConnectionsThanItHasRoomFor() throws Exception {
    for (int i = 0; i < Connections.MAX_CONNECTIONS; i++) {
      made();
    }

    assertTrue(errors(409, ask("POST", "", WITH_KEY)).contains("delete one"));
  }

  @Test
  void refusesInJsonWhatIsNoRequestOfItsOwn() throws Exception {
    assertEquals(404, ask("GET", "/00000000", "").status());
    refused(Refusal.UNKNOWN_PATH, "GET", "/00000000/nothing", "");
    refused(Refusal.UNKNOWN_METHOD, "PUT", "/00000000", "");
    refused(Refusal.NOT_JSON, "POST", "", "{");
    refused(Refusal.NOT_JSON, "POST", "", "[]");
  }

  private static void awaitEnd(PastRequests past) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (past.report().orElseThrow().progress().state() == Progress.State.RUNNING) {
      assertTrue(System.nanoTime() < end, () -> past.report().toString());
      Thread.onSpinWait();
    }
  }

  private void refused(Refusal expected, String method, String path, String body)
      throws IOException {
    RefusedException refused = assertThrows(RefusedException.class, () -> ask(method, path, body));
    assertEquals(expected, refused.refusal());
    assertEquals(1, list(JSON.std.mapFrom(refused.answer().text()), "errors").size());
  }
}
