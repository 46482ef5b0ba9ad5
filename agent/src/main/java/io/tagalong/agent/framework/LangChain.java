package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.llm.RequestBody;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Reflected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of LangChain4j's HTTP clients, {@code dev.langchain4j.http.client}, the same
 * since 1.0.
 */
final class LangChain {
  private LangChain() {}

  /** Where an {@code HttpRequest} goes; null when it is none to a model. */
  static @Nullable ModelEndpoint endpoint(@Nullable Object request) {
    return ModelEndpoint.at(Reflected.text(request, "url"));
  }

  /** The model that an {@code HttpRequest} asks for. */
  static @Nullable String model(@Nullable Object request) {
    return RequestBody.model(Reflected.text(request, "body"));
  }

  /** Takes the head of a {@code SuccessfulHttpResponse}. */
  static void head(Answer answer, @Nullable Object response) {
    Object headers = Reflected.call(response, "headers");
    int status = (int) Reflected.number(response, "statusCode", 0);
    answer.head(status, name -> headers instanceof Map ? header((Map<?, ?>) headers, name) : null);
  }

  /** Clients spell the names as they like. */
  private static @Nullable String header(Map<?, ?> headers, String name) {
    for (Map.Entry<?, ?> header : headers.entrySet()) {
      if (name.equalsIgnoreCase(String.valueOf(header.getKey()))
          && header.getValue() instanceof List
          && !((List<?>) header.getValue()).isEmpty()) {
        return String.valueOf(((List<?>) header.getValue()).get(0));
      }
    }
    return null;
  }

  /** Takes what a client throws: an {@code HttpException} has the answer's body as its message. */
  static void failed(Answer answer, Throwable thrown) {
    int status = (int) Reflected.number(thrown, "statusCode", 0);
    if (status == 0) {
      answer.broke(thrown);
    } else {
      answer.refused(status, thrown.getMessage());
    }
  }
}
