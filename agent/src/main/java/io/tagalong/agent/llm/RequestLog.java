package io.tagalong.agent.llm;

import io.tagalong.agent.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The log of one request, in the words of Future AGI's integration with Datadog.
 *
 * <p>Its message ends with the kind of an error where that integration quotes the error's text,
 * which may repeat the prompt.
 */
final class RequestLog {
  private RequestLog() {}

  /**
   * One log as Datadog's {@code /api/v2/logs} takes it.
   *
   * @param cost in USD; not a number when unknown
   */
  static String of(LlmRequest request, RequestTags tags, double cost) {
    return new JsonObject()
        .text("message", message(request, cost))
        .text("status", request.failed() ? "error" : "info")
        .text("ddsource", "futureagi")
        .text("service", "prism-gateway")
        .text("ddtags", tags.toString())
        .object("attributes", attributes(request, cost))
        .toString();
  }

  private static JsonObject attributes(LlmRequest request, double cost) {
    GatewayHeaders headers = request.headers();
    return new JsonObject()
        .text("request_id", headers.requestId())
        .text("model", request.model())
        .text("provider", request.provider())
        .text("resolved_model", request.resolvedModel())
        .whole("latency_ms", request.latencyMillis())
        .whole("input_tokens", request.inputTokens())
        .whole("output_tokens", request.outputTokens())
        .whole("total_tokens", request.inputTokens() + request.outputTokens())
        .number("cost", cost)
        .whole("status_code", request.statusCode())
        .flag("is_stream", request.streamed())
        .flag("is_error", request.failed())
        .text("error_type", request.errorType())
        .flag("cache_hit", headers.cacheHit())
        .flag("fallback_used", headers.fallbackUsed())
        .flag("guardrail_triggered", headers.guardrailTriggered())
        .text("started_at", Instant.ofEpochMilli(request.startedAtMillis()).toString());
  }

  private static String message(LlmRequest request, double cost) {
    StringBuilder text =
        new StringBuilder()
            .append('[')
            .append(request.provider())
            .append("] ")
            .append(request.model())
            .append(" status=")
            .append(request.statusCode())
            .append(" latency=")
            .append(request.latencyMillis())
            .append("ms tokens=")
            .append(request.inputTokens() + request.outputTokens());
    if (Double.isFinite(cost)) {
      text.append(" cost=$").append(BigDecimal.valueOf(cost).stripTrailingZeros().toPlainString());
    }
    if (request.errorType() != null) {
      text.append(" error=").append(request.errorType());
    }
    return text.toString();
  }
}
