package io.tagalong.agent.llm;

import io.tagalong.agent.record.SafeValue;
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

  /** In the order of the {@link #KEYS}; not to be changed. */
  Object[] values() {
    return values;
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
