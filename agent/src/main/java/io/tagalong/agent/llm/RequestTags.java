package io.tagalong.agent.llm;

import io.tagalong.agent.record.Cell;
import io.tagalong.agent.record.SafeValue;
import io.tagalong.agent.record.TagTable;
import io.tagalong.agent.record.TagText;

/** The eight tags of a request, the same on its metrics and its log. All have few values. */
final class RequestTags {
  /** In the order of the values. */
  static final String[] KEYS = {
    "model", "provider", "status_code", "gateway", "cache", "guardrail", "routing", "error"
  };

  /** Of what the gateway does not tell, so that every log has every tag. */
  private static final String NONE = "none";

  private final String[] values;

  RequestTags(LlmRequest request) {
    GatewayHeaders headers = request.headers();
    String cache = headers.cache();
    String routing = headers.routing();
    values =
        new String[] {
          request.model(),
          request.provider(),
          String.valueOf(request.statusCode()),
          request.gateway(),
          cache == null ? NONE : cache,
          headers.guardrailTriggered() ? "triggered" : NONE,
          routing == null ? NONE : routing,
          String.valueOf(request.failed())
        };
    for (int i = 0; i < values.length; i++) {
      values[i] = String.valueOf(SafeValue.of(values[i]));
    }
  }

  /** The cell of these tags in a table whose metric has the {@link #KEYS}. */
  Cell in(TagTable table) {
    return table.find(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
  }

  /** As Datadog's logs have them: {@code model:gpt-4o,provider:openai}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < KEYS.length; i++) {
      text.append(i == 0 ? "" : ",").append(KEYS[i]).append(':').append(TagText.clean(values[i]));
    }
    return text.toString();
  }
}
