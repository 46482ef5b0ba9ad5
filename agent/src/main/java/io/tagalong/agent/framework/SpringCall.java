package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Reflected;
import org.jspecify.annotations.Nullable;

/** Watches requests of Spring AI 1.x whose answer comes whole. */
final class SpringCall extends CallProbe {
  private final String path;

  /**
   * @param path name of the field of {@code OpenAiApi} with the path that the method calls
   */
  SpringCall(String path, Retries retries) {
    super(retries);
    this.path = path;
  }

  @Override
  @Nullable Attempt attempt(@Nullable Object self, @Nullable Object[] arguments) {
    ModelEndpoint endpoint = SpringAi.endpoint(self, path);
    return endpoint == null ? null : retries.begin(endpoint, Reflected.text(arguments[0], "model"));
  }

  @Override
  boolean returned(Answer answer, @Nullable Object result) {
    SpringAi.head(answer, result);
    SpringAi.usage(answer, Reflected.call(result, "getBody"));
    return true;
  }

  @Override
  void failed(Answer answer, Throwable thrown) {
    SpringAi.failed(answer, thrown);
  }
}
