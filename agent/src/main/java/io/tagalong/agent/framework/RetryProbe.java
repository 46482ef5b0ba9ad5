package io.tagalong.agent.framework;

import io.tagalong.agent.probe.Probe;
import org.jspecify.annotations.Nullable;

/** Watches the methods with which frameworks try a call again that has failed. */
final class RetryProbe implements Probe {
  private final Retries retries;

  RetryProbe(Retries retries) {
    this.retries = retries;
  }

  @Override
  public Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    return retries.enter();
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    retries.leave((Retries.Scope) state);
    return result;
  }

  @Override
  public void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    retries.leave((Retries.Scope) state);
  }
}
