package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.WebhookTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Statsig's webhooks, in all their shapes, through the sidecar's jar to a strict intake. */
class StatsigWebhookIT extends WebhookTest {
  private static final String SECRET = "a-signing-secret-of-statsig";
  private static final String ADDRESS = "author@example.com";
  private static final String USER = "user-4711";

  private final long nowSeconds = System.currentTimeMillis() / 1000;

  @Test
  void tellsOfEachChangeAsAnEventInWhateverShapeItComes() throws Exception {
    try (SidecarProcess sidecar = startWith("")) {
      String experiment = change("Experiment", "heading_test", "\"action\":\"updated\"");
      assertEquals(202, post(sidecar, "{\"data\":[" + change("Gate", "layout", "") + "]}"));
      assertEquals(202, post(sidecar, "[" + experiment + "]"));
      assertEquals(202, post(sidecar, change("Segment", "beta", "\"action\":\"deleted\"")));
      assertEquals(202, post(sidecar, experiment));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS);

      assertEquals(3, held.total("tagalong.sidecar.webhooks"));
      assertEquals(1, held.total("tagalong.sidecar.webhooks.repeated"));
    }

    List<Event> events = intake.held().events();
    assertEquals(
        List.of(
            "Statsig Gate layout changed",
            "Statsig Experiment heading_test updated",
            "Statsig Segment beta deleted"),
        events.stream().map(Event::title).toList());
    Event gate = events.get(0);
    assertEquals("from 5% to 10% by Ann Author", gate.text());
    assertEquals(
        List.of("type:Gate", "name:layout", "action:changed", "user:Ann Author"), gate.tags());
    assertEquals(nowSeconds - 60, gate.timestampSeconds());
    assertEquals("statsig", gate.fields().get("source_type_name"));
    assertEquals("statsig:Gate:layout", gate.fields().get("aggregation_key"));
  }

  @Test
  void tellsOfChangesOfFlagsOnTheirOwnRouteWhenItsOptionIsChosen() throws Exception {
    try (SidecarProcess sidecar = startWith("  with: change_events\n")) {
      assertEquals(202, post(sidecar, change("Gate", "layout", "\"action\":\"created\"")));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS);

      assertEquals(1, held.total("tagalong.sidecar.webhooks"));
    }

    assertEquals(0, intake.held().requests("/api/v1/events", 202));
    assertEquals(1, intake.held().requests("/api/v2/events", 202));
    Event event = intake.held().events().get(0);
    assertEquals("Statsig Gate layout created", event.title());
    assertEquals(nowSeconds - 60, event.timestampSeconds());
    Map<?, ?> change = (Map<?, ?>) Objects.requireNonNull(event.fields().get("attributes"));
    assertEquals(Map.of("type", "feature_flag", "name", "layout"), change.get("changed_resource"));
    assertEquals(Map.of("type", "user", "name", "Ann Author"), change.get("author"));
  }

  @Test
  void tellsOnlyOfTheKindsThatAreWanted() throws Exception {
    try (SidecarProcess sidecar = startWith("  when: body.metadata.type in \"Gate\"\n")) {
      assertEquals(202, post(sidecar, change("Experiment", "heading_test", "")));
      assertEquals(202, post(sidecar, change("Gate", "layout", "")));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS);

      assertEquals(1, held.total("tagalong.sidecar.webhooks.ignored"));
    }

    assertEquals(1, intake.held().events().size());
  }

  @Test
  void countsExposuresOfProductionWithTheirTagsWhenItsOptionIsChosen() throws Exception {
    try (SidecarProcess sidecar = startWith("  with: exposures\n")) {
      String batch =
          String.join(
              ",",
              exposure("1", "gate", "\"gate\":\"checkout\",\"gateValue\":\"true\"", ""),
              exposure("2", "gate", "\"gate\":\"checkout\",\"gateValue\":\"true\"", ""),
              exposure("3", "gate", "\"gate\":\"checkout\",\"gateValue\":\"false\"", ""),
              exposure("4", "gate", "\"gate\":\"checkout\",\"gateValue\":\"true\"", "staging"),
              exposure("5", "config", "\"config\":\"colors\"", "production"),
              exposure("6", "experiment", "\"config\":\"x\",\"experimentGroupName\":\"B\"", ""),
              exposure("7", "layer", "\"config\":\"home\"", ""),
              exposure("8", "holdout", "\"gate\":\"held\",\"gateValue\":\"true\"", ""));
      assertEquals(202, post(sidecar, "[" + batch + "]"));
      assertEquals(202, post(sidecar, "[" + batch + "]"));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS, USER);

      String production = "environment:production";
      assertEquals(
          2, held.total("statsig.check_gate.count", production, "name:checkout", "value:true"));
      assertEquals(
          1, held.total("statsig.check_gate.count", production, "name:checkout", "value:false"));
      assertEquals(3, held.total("statsig.check_gate.count"));
      assertEquals(1, held.total("statsig.get_config.count", production));
      assertEquals(1, held.total("statsig.get_experiment.count", production, "group:b", "name:x"));
      assertEquals(1, held.total("statsig.get_layer.count", production, "name:home"));
      assertEquals(
          1, held.total("statsig.get_holdout.count", production, "name:held", "value:true"));
      assertEquals(7, held.total("tagalong.sidecar.webhooks.repeated"));
      assertEquals(2, held.total("tagalong.sidecar.webhooks.ignored"));
    }
  }

  @Test
  void countsNoExposureUnlessItIsAsked() throws Exception {
    try (SidecarProcess sidecar = startWith("")) {
      assertEquals(
          202,
          post(sidecar, exposure("1", "gate", "\"gate\":\"checkout\",\"gateValue\":\"true\"", "")));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS, USER);

      assertEquals(0, held.total("statsig.check_gate.count"));
      assertEquals(1, held.total("tagalong.sidecar.webhooks.ignored"));
    }
  }

  @Test
  void refusesWhatIsForgedOrReplayed() throws Exception {
    String body = change("Gate", "layout", "");
    long late = System.currentTimeMillis() - 10 * 60_000;
    try (SidecarProcess sidecar =
        startWith("").expectingLosses("http.requests.rejected.unauthorized")) {
      assertEquals(401, post(sidecar, body, System.currentTimeMillis(), "another secret"));
      assertEquals(401, post(sidecar, "not even JSON", 1, "another secret"));
      assertEquals(401, post(sidecar, body, late, SECRET));
      assertEquals(401, post(sidecar, "/webhook/statsig", body, Map.of()));
      HeldMetrics held = terminate(sidecar, SECRET, ADDRESS);

      assertEquals(4, rejected(held, "unauthorized"));
      assertEquals(0, rejected(held, "not_json"));
    }

    assertEquals(List.of(), intake.held().events());
  }

  /** A change a minute ago. */
  private String change(String type, String name, String more) {
    return """
        {"user":{"name":"Ann Author","email":"%s"},"timestamp":"%d","eventName":"statsig::config_change",
         "metadata":{"type":"%s","name":"%s","description":"from 5%% to 10%%"%s}}
        """
        .formatted(ADDRESS, (nowSeconds - 60) * 1000, type, name, more.isEmpty() ? "" : "," + more);
  }

  private static String exposure(String id, String kind, String metadata, String tier) {
    return """
        {"eventName":"statsig::%s_exposure","timeUUID":"%s","timestamp":"1700000000000","value":"",
         "userID":"%3$s","user":{"userID":"%3$s","email":"%4$s","statsigEnvironment":{%5$s}},
         "metadata":{%6$s,"ruleID":"default"},"statsigMetadata":{},"unitID":"userID"}
        """
        .formatted(
            kind, id, USER, ADDRESS, tier.isEmpty() ? "" : "\"tier\":\"" + tier + "\"", metadata);
  }

  private SidecarProcess startWith(String more) throws Exception {
    return start(
        "- use: statsig\n  secret_env: SIGNING_SECRET\n" + more, Map.of("SIGNING_SECRET", SECRET));
  }

  private int post(SidecarProcess sidecar, String body) throws Exception {
    return post(sidecar, body, System.currentTimeMillis(), SECRET);
  }

  private int post(SidecarProcess sidecar, String body, long millis, String secret)
      throws Exception {
    return post(
        sidecar,
        "/webhook/statsig",
        body,
        Map.of(
            "X-Statsig-Request-Timestamp",
            Long.toString(millis),
            "X-Statsig-Signature",
            "v0=" + hmac(secret, "v0:" + millis + ":" + body)));
  }
}
