package io.tagalong.agent.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.json.JsonReader;
import io.tagalong.agent.probe.Recorder;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LlmRecorderTest {
  private static final String GATEWAY = "gateway.example:8080";
  private static final String TAGS =
      "model:gpt-4o,provider:azure,status_code:200,gateway:gateway.example,cache:miss,"
          + "guardrail:triggered,routing:round_robin,error:false";

  private final Tables tables = new Tables();
  private final List<String> logs = new ArrayList<>();

  @Test
  void makesSixMetricsOfARequest() {
    recorder(false).finished(answered().build());

    assertEquals(
        Map.of(
            "prism.gateway.requests|c|#" + TAGS, "1",
            "prism.gateway.latency_ms|h|#" + TAGS, "[842.0]",
            "prism.gateway.input_tokens|c|#" + TAGS, "1200",
            "prism.gateway.output_tokens|c|#" + TAGS, "323",
            "prism.gateway.cost|c|#" + TAGS, "0.02"),
        TakenSamples.of(tables));
  }

  @Test
  void makesALogOfARequest() throws Exception {
    recorder(false).finished(answered().build());

    Map<?, ?> log = JsonReader.readObject(logs.get(0));
    assertEquals(
        "[azure] gpt-4o status=200 latency=842ms tokens=1523 cost=$0.02", log.get("message"));
    assertEquals("info", log.get("status"));
    assertEquals("futureagi", log.get("ddsource"));
    assertEquals("prism-gateway", log.get("service"));
    assertEquals(TAGS, log.get("ddtags"));
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("request_id", "r-1");
    attributes.put("model", "gpt-4o");
    attributes.put("provider", "azure");
    attributes.put("resolved_model", "gpt-4o-2024-08-06");
    attributes.put("latency_ms", 842.0);
    attributes.put("input_tokens", 1200.0);
    attributes.put("output_tokens", 323.0);
    attributes.put("total_tokens", 1523.0);
    attributes.put("cost", 0.02);
    attributes.put("status_code", 200.0);
    attributes.put("is_stream", false);
    attributes.put("is_error", false);
    attributes.put("cache_hit", false);
    attributes.put("fallback_used", true);
    attributes.put("guardrail_triggered", true);
    attributes.put("started_at", "2026-03-01T00:00:00Z");
    assertEquals(attributes, log.get("attributes"));
  }

  @Test
  void namesTheKindOfAnErrorAndNoCostWhenTheRequestFailed() throws Exception {
    LlmRequest refused =
        LlmRequest.to("openai", GATEWAY)
            .requestedModel("gpt-4o")
            .took(0, 12)
            .statusCode(429)
            .errorType(ErrorType.of("rate_limit_error", "rate_limit_exceeded"))
            .build();

    recorder(false).finished(refused);

    String tags =
        "model:gpt-4o,provider:openai,status_code:429,gateway:gateway.example,cache:none,"
            + "guardrail:none,routing:none,error:true";
    assertEquals(
        Map.of(
            "prism.gateway.requests|c|#" + tags, "1",
            "prism.gateway.errors|c|#" + tags, "1",
            "prism.gateway.latency_ms|h|#" + tags, "[12.0]"),
        TakenSamples.of(tables));
    Map<?, ?> log = JsonReader.readObject(logs.get(0));
    assertEquals("error", log.get("status"));
    assertEquals(
        "[openai] gpt-4o status=429 latency=12ms tokens=0"
            + " error=rate_limit_error/rate_limit_exceeded",
        log.get("message"));
    assertFalse(logs.get(0).contains("\"cost\""), logs.get(0));
  }

  @Test
  void recordsTheDistributionOfLatenciesWhenAsked() {
    recorder(true).finished(answered().build());

    assertEquals("[842.0]", TakenSamples.of(tables).get("prism.gateway.latency_ms.distribution|d|#" + TAGS));
  }

  @Test
  void recordsNothingOfARequestPastEveryGateway() {
    recorder(false)
        .finished(LlmRequest.to("openai", "api.openai.com").statusCode(200).took(0, 1).build());

    assertEquals(Map.of(), TakenSamples.of(tables));
    assertTrue(logs.isEmpty());
  }

  private LlmRecorder recorder(boolean distribution) {
    return new LlmRecorder(
        "prism.gateway",
        distribution,
        new Gateways(List.of("gateway.example"), false),
        Prices.shipped(),
        new Recorder(tables),
        logs::add);
  }

  private static LlmRequest.Builder answered() {
    Map<String, String> headers =
        Map.of(
            "x-prism-request-id", "r-1",
            "x-prism-provider", "azure",
            "x-prism-cost", "0.020000",
            "x-prism-cache", "miss",
            "x-prism-guardrail-triggered", "true",
            "x-prism-fallback-used", "true",
            "x-prism-routing-strategy", "round_robin");
    return LlmRequest.to("openai", GATEWAY)
        .took(1_772_323_200_000L, 842)
        .requestedModel("gpt-4o")
        .answeredModel("gpt-4o-2024-08-06")
        .statusCode(200)
        .tokens(1200, 323)
        .headers(GatewayHeaders.read(headers::get));
  }
}
