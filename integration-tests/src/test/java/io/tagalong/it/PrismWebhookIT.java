package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.WebhookTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The gateway's webhooks, through the sidecar's jar to a strict intake. */
class PrismWebhookIT extends WebhookTest {
  private static final String SECRET = "a-signing-secret-of-the-gateway";
  private static final String PROMPT = "tell me about my illness";

  private static final String REQUEST =
      """
      {"event":"%s","request_id":"%s","model":"gpt-4o","resolved_model":"gpt-4o-2024-08-06",
       "provider":"openai","latency_ms":%d,"input_tokens":1200,"output_tokens":323,
       "total_tokens":1523,"status_code":200,"is_error":false,"error_message":"",
       "cache_hit":true,"guardrail_triggered":false,"cost":0.02}
      """;

  private static final String FAILURE =
      """
      {"event":"%s","request_id":"r3","model":"gpt-4o","provider":"openai","latency_ms":100,
       "input_tokens":0,"output_tokens":0,"total_tokens":0,"status_code":403,"is_error":true,
       "error_message":"blocked: %s","cache_hit":false,"guardrail_triggered":true,"cost":0}
      """;

  @Test
  void countsEachRequestOnceAndLogsIt() throws Exception {
    try (SidecarProcess sidecar = startWith()) {
      String first = REQUEST.formatted("request.completed", "r1", 800);
      assertEquals(202, post(sidecar, first, "X-Agentcc-Signature"));
      assertEquals(202, post(sidecar, first, "X-Agentcc-Signature"));
      assertEquals(
          202,
          post(sidecar, REQUEST.formatted("request.completed", "r2", 600), "X-Prism-Signature"));
      for (String event : List.of("guardrail.triggered", "error.occurred", "request.completed")) {
        assertEquals(202, post(sidecar, FAILURE.formatted(event, PROMPT), "X-Agentcc-Signature"));
      }
      HeldMetrics held = terminate(sidecar, SECRET, PROMPT);

      String[] good = {"model:gpt-4o", "provider:openai", "status_code:200", "cache:hit"};
      String[] bad = {
        "model:gpt-4o",
        "provider:openai",
        "status_code:403",
        "error:true",
        "guardrail:triggered",
        "gateway:eu-1"
      };
      assertEquals(2, held.total("prism.gateway.requests", good));
      assertEquals(1, held.total("prism.gateway.requests", bad));
      assertEquals(3, held.total("prism.gateway.requests"));
      assertEquals(1, held.total("prism.gateway.errors", bad));
      assertEquals(1, held.total("prism.gateway.errors"));
      assertEquals(Optional.of(MetricKind.GAUGE), held.kindOf("prism.gateway.latency_ms"));
      assertEquals(700, held.total("prism.gateway.latency_ms", good));
      assertEquals(100, held.total("prism.gateway.latency_ms", bad));
      assertEquals(2400, held.total("prism.gateway.input_tokens"));
      assertEquals(646, held.total("prism.gateway.output_tokens"));
      assertEquals(0.04, held.total("prism.gateway.cost"), 1e-9);
      assertEquals(1, held.total("tagalong.sidecar.webhooks.repeated"));
      assertEquals(2, held.total("tagalong.sidecar.webhooks.ignored"));
    }

    List<LogItem> logs = intake.held().logs();
    assertEquals(3, logs.size());
    LogItem log = logs.get(0);
    assertEquals("[openai] gpt-4o status=200 latency=800ms tokens=1523 cost=$0.02", log.message());
    assertEquals("info", log.status());
    assertEquals("futureagi", log.source());
    assertEquals("prism-gateway", log.service());
    assertEquals(
        List.of("model:gpt-4o", "provider:openai", "status_code:200", "cache:hit", "gateway:eu-1"),
        log.tags());
    Map<?, ?> attributes = (Map<?, ?>) Objects.requireNonNull(log.attributes().get("attributes"));
    assertEquals(
        Map.ofEntries(
            Map.entry("request_id", "r1"),
            Map.entry("model", "gpt-4o"),
            Map.entry("resolved_model", "gpt-4o-2024-08-06"),
            Map.entry("provider", "openai"),
            Map.entry("status_code", 200),
            Map.entry("latency_ms", 800),
            Map.entry("input_tokens", 1200),
            Map.entry("output_tokens", 323),
            Map.entry("total_tokens", 1523),
            Map.entry("cost", 0.02),
            Map.entry("is_error", false),
            Map.entry("cache_hit", true),
            Map.entry("guardrail_triggered", false)),
        attributes);
    assertEquals("error", logs.get(2).status());
  }

  @Test
  void refusesWhatIsForged() throws Exception {
    try (SidecarProcess sidecar =
        startWith().expectingLosses("http.requests.rejected.unauthorized")) {
      String body = REQUEST.formatted("request.completed", "r1", 800);
      assertEquals(
          401,
          post(
              sidecar,
              "/webhook/prism",
              body,
              Map.of("X-Agentcc-Signature", "sha256=" + hmac("another secret", body))));
      assertEquals(401, post(sidecar, "/webhook/prism", "not even JSON", Map.of()));
      HeldMetrics held = terminate(sidecar, SECRET);

      assertEquals(2, rejected(held, "unauthorized"));
      assertEquals(0, rejected(held, "not_json"));
      assertEquals(0, held.total("prism.gateway.requests"));
    }

    assertEquals(List.of(), intake.held().logs());
  }

  private SidecarProcess startWith() throws Exception {
    return start(
        "- use: prism\n  secret_env: SIGNING_SECRET\n  tags: {gateway: '\"eu-1\"'}\n",
        Map.of("SIGNING_SECRET", SECRET));
  }

  private int post(SidecarProcess sidecar, String body, String header) throws Exception {
    return post(sidecar, "/webhook/prism", body, Map.of(header, "sha256=" + hmac(SECRET, body)));
  }
}
