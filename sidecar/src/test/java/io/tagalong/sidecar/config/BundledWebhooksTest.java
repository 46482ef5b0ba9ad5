package io.tagalong.sidecar.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.Batch;
import io.tagalong.sidecar.webhook.WebhookReceiver;
import io.tagalong.sidecar.yaml.Node;
import io.tagalong.sidecar.yaml.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bundled descriptions make of messages, one by one. */
final class BundledWebhooksTest {
  private static final String CHANGE =
      """
      {"user":{"name":"Ann Author","email":"ann@example.com"},"timestamp":"1700000000123",
       "eventName":"statsig::config_change",
       "metadata":{"type":"Gate","name":"Layout_V2","description":"rollout from 5% to 10%",
         "action":"updated","environment":"staging"}}
      """;

  private final Path folder;
  private final Telemetry telemetry = new Telemetry();
  private final List<Batch> batches = new ArrayList<>();
  private final WebhookReceiver receiver =
      new WebhookReceiver(List.of(), batches::add, Clock.systemUTC(), telemetry);

  BundledWebhooksTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void makesAnEventOfAChangeInStatsig() throws Exception {
    post("statsig", "", CHANGE);

    var event = batches.get(0).events().get(0);
    assertEquals("Statsig Gate Layout_V2 updated", event.title());
    assertEquals("rollout from 5% to 10% by Ann Author", event.text());
    assertEquals("statsig:Gate:Layout_V2", event.aggregationKey());
    assertEquals("statsig", event.sourceTypeName());
    assertEquals(1_700_000_000L, event.timestampSeconds());
    assertEquals(
        List.of(
            "type:Gate",
            "name:Layout_V2",
            "action:updated",
            "environment:staging",
            "user:Ann Author"),
        event.tags());
  }

  @Test
  void tellsNoAddressWhenItStandsInPlaceOfTheName() throws Exception {
    String change = CHANGE.replace("Ann Author", "ann@example.com");
    post("statsig", "", change);
    post("statsig", "with: change_events", change.replace("Layout_V2", "Layout_V3"));

    assertEquals("rollout from 5% to 10%", batches.get(0).events().get(0).text());
    assertEquals("", batches.get(1).changes().get(0).author());
    assertFalse(batches.toString().contains("@"), batches.toString());
  }

  @Test
  void makesAChangeEventInsteadWhenItsOptionIsChosen() throws Exception {
    post("statsig", "with: change_events", CHANGE);

    var change = batches.get(0).changes().get(0);
    assertEquals(List.of(), batches.get(0).events());
    assertEquals("Layout_V2", change.flag());
    assertEquals("Statsig Gate Layout_V2 updated", change.title());
    assertEquals("Ann Author", change.author());
    assertEquals(1_700_000_000L, change.timestampSeconds());
  }

  @Test
  void forwardsOnlyTheKindsThatAreWanted() throws Exception {
    String wanted = "when: body.metadata.type in \"Gate\", \"Segment\"";
    post("statsig", wanted, "[%s,%s]".formatted(CHANGE, CHANGE.replace("Gate", "Experiment")));

    assertEquals(1, batches.get(0).events().size());
    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS_IGNORED));
  }

  @Test
  void countsExposuresOfProductionOnlyWhenAsked() throws Exception {
    String gate = exposure("gate", "\"gate\":\"g\",\"gateValue\":\"true\"", "");
    String staging = exposure("gate", "\"gate\":\"g\",\"gateValue\":true", "\"tier\":\"staging\"");

    post("statsig", "", gate);
    post("statsig", "with: exposures", "[" + gate + "," + staging + "]");
    post("statsig", "with: [exposures, include_non_production]", "[" + staging + "]");

    assertEquals(
        List.of(
            "statsig.check_gate.count:1|c|#environment:production,name:g,value:true",
            "statsig.check_gate.count:1|c|#environment:staging,name:g,value:true"),
        lines());
    assertEquals(2, telemetry.total(SelfMetric.WEBHOOKS_IGNORED));
  }

  @Test
  void countsEachKindOfExposureWithItsTags() throws Exception {
    post(
        "statsig",
        "with: exposures",
        "["
            + String.join(
                ",",
                exposure("config", "\"config\":\"c\"", ""),
                exposure("experiment", "\"config\":\"e\",\"experimentGroupName\":\"Control\"", ""),
                exposure("experiment", "\"config\":\"e\"", ""),
                exposure("layer", "\"config\":\"l\"", "\"tier\":\"production\""),
                exposure("holdout", "\"gate\":\"h\",\"gateValue\":\"false\"", ""),
                exposure("other", "", ""))
            + "]");

    assertEquals(
        List.of(
            "statsig.get_config.count:1|c|#environment:production",
            "statsig.get_experiment.count:1|c|#environment:production,group:Control,name:e",
            "statsig.get_experiment.count:1|c|#environment:production,group:none,name:e",
            "statsig.get_layer.count:1|c|#environment:production,name:l",
            "statsig.get_holdout.count:1|c|#environment:production,name:h,value:false"),
        lines());
  }

  @Test
  void countsWhatBrazeSentAndNothingElse() throws Exception {
    String properties =
        """
        "properties":{"app_group_id":"g1","app_group_name":"Shop","canvas_id":"v1",
          "canvas_name":"Welcome","canvas_step_id":"s1","canvas_step_name":"Mail",
          "email_address":"u@example.com"},"user":{"external_user_id":"u-1"}
        """;
    String events =
        """
        {"events":[
          {"event_type":"users.messages.email.Send","id":"1",%1$s},
          {"event_type":"users.messages.email.Send","id":"1",%1$s},
          {"event_type":"users.messages.sms.CarrierSend","id":"2",%1$s},
          {"event_type":"users.messages.email.Open","id":"3",%1$s},
          {"event_type":"users.messages.webhook.Send","id":"4","properties":{"campaign_id":"c1"}}]}
        """;
    post("braze", "", events.formatted(properties));

    assertEquals(
        List.of(
            "braze.messaging.sent:1|d|#app_group_id:g1,app_group_name:Shop,canvas_id:v1,"
                + "canvas_name:Welcome,canvas_step_id:s1,canvas_step_name:Mail",
            "braze.messaging.sent:1|d|#campaign_id:c1"),
        lines());
    assertEquals(2, telemetry.total(SelfMetric.WEBHOOKS_IGNORED));
    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS_REPEATED));
  }

  @Test
  void countsATransactionalMailOnceAndItsFailures() throws Exception {
    for (String status : List.of("sent", "processed", "delivered", "bounced", "aborted", "sent")) {
      post(
          "braze",
          "",
          """
          {"dispatch_id":"d1","status":"%s","metadata":{"campaign_api_id":"c1",
           "external_send_id":"x"}}
          """
              .formatted(status));
    }

    assertEquals(
        List.of(
            "braze.messaging.sent:1|d|#campaign_id:c1",
            "braze.messaging.errors:1|c|#campaign_id:c1",
            "braze.messaging.errors:1|c|#campaign_id:c1"),
        lines());
  }

  @Test
  void countsARequestOfTheGatewayWhenItIsCompleted() throws Exception {
    String request =
        """
        {"event":"%s","request_id":"r1","model":"gpt-4o","resolved_model":"gpt-4o-2024",
         "provider":"openai","latency_ms":842,"input_tokens":1200,"output_tokens":323,
         "total_tokens":1523,"status_code":200,"is_error":false,"error_message":"",
         "cache_hit":true,"guardrail_triggered":false,"cost":0.02}
        """;
    post("prism", "", request.formatted("guardrail.triggered"));
    post("prism", "", request.formatted("request.completed"));
    post("prism", "", request.formatted("error.occurred"));

    String tags = "|#model:gpt-4o,provider:openai,status_code:200,cache:hit";
    assertEquals(
        List.of(
            "prism.gateway.requests:1|c" + tags,
            "prism.gateway.latency_ms:842|h" + tags,
            "prism.gateway.input_tokens:1200|c" + tags,
            "prism.gateway.output_tokens:323|c" + tags,
            "prism.gateway.cost:0.02|c" + tags),
        lines());
    var log = batches.get(0).logs().get(0);
    assertEquals("[openai] gpt-4o status=200 latency=842ms tokens=1523 cost=$0.02", log.message());
    assertEquals("info", log.status());
    assertEquals("futureagi", log.source());
    var attributes = (Node.Fields) Objects.requireNonNull(log.attributes().get("attributes"));
    assertEquals(
        Optional.of(new Node.Scalar(Position.UNKNOWN, "842", false)),
        attributes.field("latency_ms"));
    assertEquals(
        Optional.of(new Node.Scalar(Position.UNKNOWN, "gpt-4o", true)), attributes.field("model"));
    assertEquals(2, telemetry.total(SelfMetric.WEBHOOKS_IGNORED));
  }

  @Test
  void marksARequestOfTheGatewayThatFailed() throws Exception {
    post(
        "prism",
        "",
        """
        {"event":"request.completed","request_id":"r2","model":"m","provider":"p",
         "latency_ms":5,"status_code":403,"error_message":"blocked: the prompt said so",
         "guardrail_triggered":true}
        """);

    String tags = "|#model:m,provider:p,status_code:403,error:true,guardrail:triggered";
    assertEquals(
        List.of(
            "prism.gateway.requests:1|c" + tags,
            "prism.gateway.errors:1|c" + tags,
            "prism.gateway.latency_ms:5|h" + tags),
        lines());
    assertEquals("error", batches.get(0).logs().get(0).status());
    assertFalse(batches.get(0).logs().toString().contains("the prompt"));
  }

  private void post(String use, String more, String body) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("sidecar.yaml"),
            "webhook_rules:\n  - use: " + use + "\n    open: true\n    " + more + "\n");
    Webhooks webhooks =
        new SettingsSource(
                Map.of("DD_API_KEY", "0".repeat(32)),
                Map.of(Setting.CONFIG, file.toString()),
                () -> "host")
            .load()
            .settings()
            .webhooks();
    receiver.replace(webhooks.list());
    var unused =
        receiver.handle(new Request("POST", "/webhook/" + use, Map.of(), body.getBytes(UTF_8)));
  }

  private static String exposure(String kind, String metadata, String environment) {
    return """
        {"eventName":"statsig::%s_exposure","timestamp":"1700000000000","userID":"u-1",
         "user":{"userID":"u-1","email":"u@example.com","statsigEnvironment":{%s}},
         "metadata":{%s}}
        """
        .formatted(kind, environment, metadata);
  }

  private List<String> lines() {
    return batches.stream()
        .flatMap(batch -> batch.datagrams().stream())
        .flatMap(bytes -> new String(bytes, UTF_8).lines())
        .toList();
  }
}
