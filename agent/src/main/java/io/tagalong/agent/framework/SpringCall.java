package io.tagalong.agent.framework;

import io.tagalong.agent.probe.Members;
import io.tagalong.agent.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Watches requests of Spring AI 1.x whose answer comes whole. */
final class SpringCall implements Probe {
  private final String path;
  private final Retries retries;

  /**
   * @param path name of the field of {@code OpenAiApi} with the path that the method calls
   */
  SpringCall(String path, Retries retries) {
    this.path = path;
    this.retries = retries;
  }

  @Override
  public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    Endpoint endpoint = SpringAi.endpoint(self, path);
    return endpoint == null ? null : retries.begin(endpoint, Members.text(arguments[0], "model"));
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    Attempt attempt = (Attempt) state;
    SpringAi.opened(attempt, result);
    SpringAi.answered(attempt, Members.call(result, "getBody"));
    retries.end(attempt);
    return result;
  }

  @Override
  public void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    Attempt attempt = (Attempt) state;
    SpringAi.failed(attempt, thrown);
    retries.end(attempt);
  }
}
