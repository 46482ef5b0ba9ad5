package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Watches a method of a framework that sends one HTTP request to a model. */
abstract class CallProbe implements Probe {
  final Retries retries;

  CallProbe(Retries retries) {
    this.retries = retries;
  }

  /** The request that is about to be sent; null when it is none to a model. */
  abstract @Nullable Attempt attempt(@Nullable Object self, @Nullable Object[] arguments);

  /** The method returned; gives whether the request has ended with it. */
  abstract boolean returned(Answer answer, @Nullable Object result);

  /** The method threw, and the request has ended. */
  abstract void failed(Answer answer, Throwable thrown);

  @Override
  public final @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    Attempt attempt = attempt(self, arguments);
    if (attempt != null) {
      retries.calls().enter();
    }
    return attempt;
  }

  @Override
  public final @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    retries.calls().leave();
    Attempt attempt = (Attempt) state;
    if (returned(attempt.answer(), result)) {
      retries.end(attempt);
    }
    return result;
  }

  @Override
  public final void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    retries.calls().leave();
    Attempt attempt = (Attempt) state;
    failed(attempt.answer(), thrown);
    retries.end(attempt);
  }
}
