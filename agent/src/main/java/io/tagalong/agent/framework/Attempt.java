package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.llm.LlmRequest;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Stopwatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One HTTP request to a model, from its start to its end. */
final class Attempt {
  private final ModelEndpoint endpoint;
  private final @Nullable String model;
  private final boolean streamed;
  private final Stopwatch stopwatch;
  private final Retries.@Nullable Scope scope;
  private final Answer answer = new Answer();

  /** Set by whichever thread ends it first: the one that reads a stream, or calls it off. */
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param stopwatch started with the first attempt of the request
   * @param scope the retries that this attempt is one of; null when it is a request of its own
   */
  Attempt(
      ModelEndpoint endpoint,
      @Nullable String model,
      boolean streamed,
      Stopwatch stopwatch,
      Retries.@Nullable Scope scope) {
    this.endpoint = endpoint;
    this.model = model;
    this.streamed = streamed;
    this.stopwatch = stopwatch;
    this.scope = scope;
  }

  /** What comes back. */
  Answer answer() {
    return answer;
  }

  Stopwatch stopwatch() {
    return stopwatch;
  }

  Retries.@Nullable Scope scope() {
    return scope;
  }

  /** What the request was; null when it has been asked before: a request ends once. */
  @Nullable LlmRequest end() {
    if (!ended.compareAndSet(false, true)) {
      return null;
    }
    LlmRequest.Builder request =
        LlmRequest.to(endpoint.family(), endpoint.authority())
            .took(stopwatch.startedAtMillis(), stopwatch.elapsedMillis())
            .requestedModel(model)
            .streamed(streamed);
    return answer.addTo(request).build();
  }
}
