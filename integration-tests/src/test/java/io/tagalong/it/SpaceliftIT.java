package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.WebhookTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spacelift's payloads, in all their shapes, through the sidecar's jar to a strict intake. */
class SpaceliftIT extends WebhookTest {
  private static final String SECRET = "a-secret-that-leaves-nowhere";
  private static final String OLD_SECRET = "an-older-secret";

  private static final String[] COMMON = {
    "account:acme",
    "branch:main",
    "drift_detection:false",
    "run_type:tracked",
    "final_state:finished",
    "space:root-01",
    "stack:network",
    "worker_pool:public"
  };

  private static final String POLICY_PAYLOAD =
      """
      {"account":{"name":"acme"},"run_updated":{"state":"FINISHED","note":"a note",
       "run":{"id":"01RUN","type":"TRACKED","state":"FINISHED","branch":"main",
         "commit":{"branch":"main"},"drift_detection":false,"triggered_by":"ann",
         "created_at":1700000000000000001,"updated_at":1700000000000000003,
         "changes":[
           {"action":"added","entity":{},"phase":"plan"},
           {"action":"added","entity":{},"phase":"plan"},
           {"action":"added","entity":{},"phase":"apply"},
           {"action":"changed","entity":{},"phase":"plan"}]},
       "stack":{"id":"network","space":{"id":"root-01"}},
       "timing":[{"duration":1234567890123,"state":"PLANNING"},
                 {"duration":4000000001,"state":"APPLYING"}],
       "policy_receipts":[{"name":"approve","outcome":"approve","type":"APPROVAL"}],
       "urls":{"run":"https://acme.example/stack/network/run/01RUN"}}}
      """;

  @Test
  void countsARunThatAPolicyPostsOnceWhenItIsPostedThreeTimes() throws Exception {
    try (SidecarProcess sidecar = startWith("")) {
      for (int i = 0; i < 3; i++) {
        assertEquals(202, post(sidecar, POLICY_PAYLOAD, i == 0 ? OLD_SECRET : SECRET));
      }
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    assertEquals(1, held.total("spacelift.integration.run.count", COMMON));
    assertEquals(1, held.total("spacelift.integration.run.count"));
    assertEquals(1234567890123d, timing(held, "planning"));
    assertEquals(4000000001d, timing(held, "applying"));
    assertEquals(2, resources(held, "added"));
    assertEquals(1, resources(held, "changed"));
    assertEquals(0, resources(held, "deleted"));
    assertEquals(4, held.named("spacelift.integration.run.resources").all().size());
    assertEquals(0, held.total("spacelift.integration.run.policies"));
    assertFalse(intake.table().contains("run_url"), intake.table());
    assertEquals(2, held.total("tagalong.sidecar.webhooks.repeated"));
    assertEquals(1, held.total("tagalong.sidecar.webhooks"));
  }

  @Test
  void sendsTheFourthSeriesAndMoreTagsWhenTheirOptionsAreChosen() throws Exception {
    try (SidecarProcess sidecar = startWith("  with: [extra_tags, run_policies]\n")) {
      assertEquals(202, post(sidecar, POLICY_PAYLOAD, SECRET));
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    assertEquals(
        1,
        held.total("spacelift.integration.run.policies", "policy_name:approve", "stack:network"));
    assertEquals(1, held.total("spacelift.integration.run.count", "triggered_by:ann"));
  }

  @Test
  void takesDurationsFromTheOrderOfDefaultWebhooksWhateverOrderTheyComeIn() throws Exception {
    try (SidecarProcess sidecar = startWith("")) {
      post(sidecar, transition("PLANNING", 2, 1_700_000_010), SECRET);
      post(sidecar, transition("QUEUED", 1, 1_700_000_000), SECRET);
      post(sidecar, transition("APPLYING", 3, 1_700_000_050), SECRET);
      post(sidecar, transition("FINISHED", 4, 1_700_000_060), SECRET);
      post(sidecar, transition("FINISHED", 4, 1_700_000_060), SECRET);
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    String[] tags = {"account:acme", "branch:main", "final_state:finished", "stack:network"};
    assertEquals(1, held.total("spacelift.integration.run.count", tags));
    assertEquals(10e9, held.total("spacelift.integration.run.timing", "state:queued"));
    assertEquals(40e9, held.total("spacelift.integration.run.timing", "state:planning"));
    assertEquals(10e9, held.total("spacelift.integration.run.timing", "state:applying"));
    assertEquals(3, resources(held, "added"));
    assertFalse(intake.table().contains("worker_pool"), "it is not known: " + intake.table());
  }

  @Test
  void takesTheSeriesOfTheTerraformModuleWhenOnlyItsAddressIsChanged() throws Exception {
    String tags = "[\"account:acme\",\"run_url:https://x/1\",\"final_state:finished\"]";
    String body =
        """
        {"series":[
          {"metric":"spacelift.integration.run.count","type":1,"unit":"job",
           "points":[{"timestamp":%1$d,"value":1}],"tags":%2$s},
          {"metric":"spacelift.integration.run.policies","type":1,
           "points":[{"timestamp":%1$d,"value":1}],"tags":%2$s}]}
        """;
    try (SidecarProcess sidecar =
        startWith("").expectingLosses("http.requests.rejected.unauthorized")) {
      assertEquals(202, postSeries(sidecar, body.formatted(1, tags), SidecarProcess.API_KEY));
      assertEquals(202, postSeries(sidecar, body.formatted(2, tags), SidecarProcess.API_KEY));
      assertEquals(202, postSeries(sidecar, body.formatted(2, tags), SidecarProcess.API_KEY));
      assertEquals(401, postSeries(sidecar, body.formatted(3, tags), "f".repeat(32)));
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    assertEquals(
        2, held.total("spacelift.integration.run.count", "account:acme", "final_state:finished"));
    assertEquals(0, held.total("spacelift.integration.run.policies"));
    assertFalse(intake.table().contains("run_url"), intake.table());
  }

  @Test
  void tellsOfAnInternalErrorAsAnEvent() throws Exception {
    try (SidecarProcess sidecar = startWith("")) {
      String error =
          """
          {"title":"Policy failed","body":"line 3, see the docs","error":"policy error",
           "severity":"ERROR","account":"acme"}
          """;
      assertEquals(202, post(sidecar, error, SECRET));
      terminate(sidecar);
    }

    Event event = intake.held().events().get(0);
    assertEquals("Policy failed", event.title());
    assertEquals("line 3, see the docs", event.text());
    assertEquals(List.of("account:acme"), event.tags());
  }

  @Test
  void refusesWhatIsForgedAndCountsIt() throws Exception {
    try (SidecarProcess sidecar =
        startWith("")
            .expectingLosses(
                "http.requests.rejected.unauthorized",
                "http.requests.rejected.not_json",
                "http.requests.rejected.too_deep",
                "http.requests.rejected.body_too_large")) {
      for (int i = 0; i < 200; i++) {
        assertEquals(401, post(sidecar, POLICY_PAYLOAD, "guess-" + i));
      }
      assertEquals(400, post(sidecar, "{\"state\":", SECRET));
      assertEquals(400, post(sidecar, "[".repeat(40) + "]".repeat(40), SECRET));
      assertEquals(413, post(sidecar, " ".repeat(2_000_000), SECRET));
      assertEquals(202, post(sidecar, "{\"some\":\"other kind\"}", SECRET));
      terminate(sidecar);
    }

    HeldMetrics held = intake.metrics();
    assertEquals(0, held.total("spacelift.integration.run.count"));
    assertEquals(200, rejected(held, "unauthorized"));
    assertEquals(1, rejected(held, "not_json"));
    assertEquals(1, rejected(held, "too_deep"));
    assertEquals(1, rejected(held, "body_too_large"));
    assertEquals(1, held.total("tagalong.sidecar.webhooks.ignored"));
  }

  private static double timing(HeldMetrics held, String state) {
    return held.tagged(List.of(COMMON)).total("spacelift.integration.run.timing", "state:" + state);
  }

  private static double resources(HeldMetrics held, String changeType) {
    return held.total("spacelift.integration.run.resources", "change_type:" + changeType);
  }

  private static String transition(String state, int version, long seconds) {
    return """
        {"account":"acme","state":"%s","stateVersion":%d,"timestamp":%d,
         "run":{"id":"01RUN","branch":"main","commit":{},"type":"TRACKED",
           "delta":{"added":3,"changed":0,"deleted":1,"resources":9}},
         "stack":{"id":"network","name":"Network","labels":[]}}
        """
        .formatted(state, version, seconds);
  }

  private SidecarProcess startWith(String options) throws Exception {
    return start(
        """
        - use: spacelift
          secret_env: [OLD_SECRET, NEW_SECRET]
        %s\
        - use: spacelift_series
          secret_env: DD_API_KEY
        """
            .formatted(options),
        Map.of("OLD_SECRET", OLD_SECRET, "NEW_SECRET", SECRET));
  }

  private int post(SidecarProcess sidecar, String body, String secret) throws Exception {
    return post(
        sidecar,
        "/webhook/spacelift",
        body,
        Map.of("X-Signature-256", "sha256=" + hmac(secret, body)));
  }

  private int postSeries(SidecarProcess sidecar, String body, String key) throws Exception {
    return post(sidecar, "/api/v2/series", body, Map.of("DD-API-KEY", key));
  }

  /** Ends the sidecar and checks what must always hold. */
  private void terminate(SidecarProcess sidecar) throws Exception {
    HeldMetrics unused = terminate(sidecar, SECRET, OLD_SECRET);
  }
}
