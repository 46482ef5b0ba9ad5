package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.ledger.Held;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.Summary;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the routes other than the two protobuf ones take and answer. */
final class RoutesTest {
  private static final String POINT = "[[%d,[1,2.5]]]".formatted(SeriesBody.NOW_SECONDS);

  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void holdsSeriesOfVersion2InJson() throws Exception {
    accept(
        202,
        "{\"errors\":[]}",
        Call.json(
            "/api/v2/series",
            """
            {"series":[{"metric":"shop.orders","type":1,"interval":10,"tags":["a:b"],
            "resources":[{"type":"host","name":"host-1"}],
            "points":[{"timestamp":1700000000,"value":3}]}]}
            """));

    assertEquals(3, held().metrics().total("shop.orders", "a:b"));
  }

  @Test
  void holdsSeriesOfVersion1AsGaugeUnlessTyped() throws Exception {
    accept(202, "{\"status\":\"ok\"}", v1("shop.queue", ""));
    accept(202, "{\"status\":\"ok\"}", v1("shop.orders", "\"type\":\"count\",\"interval\":10,"));

    assertEquals(MetricKind.GAUGE, held().metrics().kindOf("shop.queue").orElseThrow());
    assertEquals(MetricKind.COUNT, held().metrics().kindOf("shop.orders").orElseThrow());
  }

  @Test
  void reportsTypeOfVersion1WhenItDoesNotExist() throws Exception {
    intake.status(v1("shop.orders", "\"type\":\"counter\","));

    assertEquals(List.of(Rule.SERIES_TYPE_UNKNOWN), intake.brokenRules());
  }

  @Test
  void mergesDistributionPoints() throws Exception {
    accept(202, "{\"status\":\"ok\"}", Bodies.distribution(POINT));
    accept(202, "{\"status\":\"ok\"}", Bodies.distribution(POINT));

    assertEquals(new Summary(4, 1, 2.5, 7), held().metrics().summary("shop.latency"));
  }

  @Test
  void refusesPointWhenItIsNoPair() throws Exception {
    for (String points : List.of("[[1700000000]]", "[1]", "[[\"x\",[1]]]", "[[1.5,[1]]]")) {
      assertEquals(400, intake.status(Bodies.distribution(points)), points);
    }
  }

  @Test
  void holdsEventAndEchoesIt() throws Exception {
    HttpResponse<String> answer = intake.send(Bodies.event("\"alert_type\":\"info\""));

    assertEquals(202, answer.statusCode());
    assertTrue(answer.body().contains("\"status\":\"ok\""), answer.body());
    assertEquals("deployed", held().events().get(0).title());
    assertEquals("info", held().events().get(0).fields().get("alert_type"));
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void answersOldEventWithJsonInPlainText() throws Exception {
    HttpResponse<String> answer = intake.send(Bodies.event("\"date_happened\":1600000000"));

    assertEquals("{\"errors\":[\"Event too far in the past\"]}", answer.body());
    assertEquals(
        "text/plain; charset=utf-8", answer.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void holdsChangeOfFeatureFlag() throws Exception {
    assertEquals(202, intake.status(Bodies.change("change")));

    assertEquals("new_checkout on", held().events().get(0).title());
    assertEquals(SeriesBody.NOW_SECONDS, held().events().get(0).timestampSeconds());
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void refusesEventOfVersion2WhenCategoryIsAnother() throws Exception {
    assertEquals(400, intake.status(Bodies.change("party")));

    assertEquals(List.of(Rule.EVENT_VALUE_UNKNOWN), intake.brokenRules());
  }

  @Test
  void holdsServiceCheck() throws Exception {
    accept(202, "{\"status\":\"ok\"}", Bodies.check());

    assertEquals(2, held().checks().get(0).status());
    assertEquals("down", held().checks().get(0).message());
  }

  @Test
  void holdsLogWithItsAttributes() throws Exception {
    accept(202, "{}", Bodies.logs());

    assertEquals(List.of("env:test", "a:b"), held().logs().get(0).tags());
    assertEquals(Map.of("order", Map.of("id", 7)), held().logs().get(0).attributes());
  }

  @Test
  void takesThousandLogsAtOnce() throws Exception {
    assertEquals(202, intake.status(Bodies.logs(1000)));

    assertEquals(1000, held().logs().size());
  }

  @Test
  void cutsMessageOfLogThatIsTooLarge() throws Exception {
    String accents = "\u00e9".repeat(500_000);

    assertEquals(202, intake.status(Bodies.log("\"message\":\"" + accents + "\"")));

    LogItem held = held().logs().get(0);
    assertTrue(held.message().length() < 500_000, "about 1 MB with its name and quotes");
    assertTrue(accents.startsWith(held.message()) && held.message().length() > 499_900);
    assertEquals(List.of(Rule.LOG_TOO_LARGE), intake.brokenRules());
  }

  @Test
  void refusesLogsWithoutKeyBy401() throws Exception {
    assertEquals(401, intake.status(Bodies.logs().without("DD-API-KEY")));
    assertEquals(403, intake.status(Bodies.logs().with("DD-API-KEY", "x")));
  }

  @Test
  void createsDashboardWith200() throws Exception {
    HttpResponse<String> answer = intake.send(Bodies.dashboard());

    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\"url\":\"/dashboard/"), answer.body());
    assertEquals(1, held().dashboards().get(0).widgets());
  }

  @Test
  void refusesCompressedEvent() throws Exception {
    assertEquals(400, intake.status(Bodies.event("").with("Content-Encoding", "gzip")));

    assertEquals(List.of(Rule.CONTENT_ENCODING_UNSUPPORTED), intake.brokenRules());
  }

  @Test
  void refusesJsonWhenSomethingFollowsIt() throws Exception {
    assertEquals(400, intake.status(Call.json("/api/v2/logs", "[{\"message\":\"m\"}]]")));

    assertEquals(List.of(Rule.JSON_MALFORMED), intake.brokenRules());
  }

  private void accept(int status, String body, Call call) throws Exception {
    HttpResponse<String> answer = intake.send(call);

    assertEquals(body, answer.body());
    assertEquals(status, answer.statusCode());
    assertEquals(List.of(), intake.brokenRules());
  }

  private Held held() {
    return intake.emulator().held();
  }

  private static Call v1(String metric, String type) {
    return Call.json(
        "/api/v1/series",
        "{\"series\":[{\"metric\":\"%s\",%s\"host\":\"host-1\",\"points\":[[1700000000,3]]}]}"
            .formatted(metric, type));
  }
}
