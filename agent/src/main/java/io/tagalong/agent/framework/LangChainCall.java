package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Reflected;
import org.jspecify.annotations.Nullable;

/** Watches requests of LangChain4j whose answer comes whole. */
final class LangChainCall extends CallProbe {
  LangChainCall(Retries retries) {
    super(retries);
  }

  @Override
  @Nullable Attempt attempt(@Nullable Object self, @Nullable Object[] arguments) {
    ModelEndpoint endpoint = LangChain.endpoint(arguments[0]);
    return endpoint == null ? null : retries.begin(endpoint, LangChain.model(arguments[0]));
  }

  @Override
  boolean returned(Answer answer, @Nullable Object result) {
    LangChain.head(answer, result);
    answer.json(Reflected.text(result, "body"));
    return true;
  }

  @Override
  void failed(Answer answer, Throwable thrown) {
    LangChain.failed(answer, thrown);
  }
}
