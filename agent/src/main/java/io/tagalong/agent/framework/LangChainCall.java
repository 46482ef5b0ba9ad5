package io.tagalong.agent.framework;

import io.tagalong.agent.probe.Members;
import io.tagalong.agent.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Watches requests of LangChain4j whose answer comes whole. */
final class LangChainCall implements Probe {
  private final Retries retries;

  LangChainCall(Retries retries) {
    this.retries = retries;
  }

  @Override
  public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    Endpoint endpoint = LangChain.endpoint(arguments[0]);
    return endpoint == null ? null : retries.begin(endpoint, LangChain.model(arguments[0]));
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    Attempt attempt = (Attempt) state;
    LangChain.opened(attempt, result);
    attempt.answered(Members.text(result, "body"));
    retries.end(attempt);
    return result;
  }

  @Override
  public void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    Attempt attempt = (Attempt) state;
    LangChain.failed(attempt, thrown);
    retries.end(attempt);
  }
}
