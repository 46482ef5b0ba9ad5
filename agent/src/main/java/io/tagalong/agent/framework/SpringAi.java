package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Reflected;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the types of Spring AI 1.x, {@code org.springframework.ai.openai.api}, and of Spring. */
final class SpringAi {
  /** How Spring AI's own error handler words what it throws: {@code 400 - {"error":..}}. */
  private static final Pattern REFUSED =
      Pattern.compile("(?:HTTP )?([45]\\d\\d) - (.*)", Pattern.DOTALL);

  private SpringAi() {}

  /**
   * Where a call of {@code OpenAiApi} goes; null when that is no address.
   *
   * @param path name of the field with the path
   */
  static @Nullable ModelEndpoint endpoint(@Nullable Object api, String path) {
    return ModelEndpoint.at(
        Reflected.field(api, "baseUrl") + String.valueOf(Reflected.field(api, path)));
  }

  /** Takes the head of a {@code ResponseEntity}. */
  static void head(Answer answer, @Nullable Object response) {
    head(answer, Reflected.call(response, "getStatusCode"), Reflected.call(response, "getHeaders"));
  }

  private static void head(Answer answer, @Nullable Object status, @Nullable Object headers) {
    answer.head(
        (int) Reflected.number(status, "value", 0),
        name -> Reflected.text(headers, "getFirst", name));
  }

  /**
   * Takes model and tokens of a {@code ChatCompletion}, a piece of one, or an {@code
   * EmbeddingList}.
   */
  static void usage(Answer answer, @Nullable Object body) {
    Object usage = Reflected.call(body, "usage");
    answer.usage(
        Reflected.text(body, "model"),
        Reflected.number(usage, "promptTokens", 0),
        Reflected.number(usage, "completionTokens", 0));
  }

  /**
   * Takes what a call throws: Spring AI's own kinds have the answer in their message, those of
   * Spring's clients, which streams throw, as members.
   */
  static void failed(Answer answer, Throwable thrown) {
    Object status = Reflected.call(thrown, "getStatusCode");
    String message = String.valueOf(thrown.getMessage());
    Matcher refused = REFUSED.matcher(message);
    if (status != null) {
      Object headers = Reflected.call(thrown, "getHeaders");
      head(
          answer, status, headers == null ? Reflected.call(thrown, "getResponseHeaders") : headers);
      answer.refused(
          (int) Reflected.number(status, "value", 0),
          Reflected.text(thrown, "getResponseBodyAsString"));
    } else if (refused.matches()) {
      answer.refused(Integer.parseInt(refused.group(1)), refused.group(2));
    } else {
      answer.broke(thrown);
    }
  }
}
