package io.tagalong.agent.stainless;

import io.tagalong.agent.probe.Probe;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Watches the raw twin of a service, on its own or inside of a call of the service. */
final class RawServiceProbe implements Probe {
  private final Stainless sdk;

  RawServiceProbe(Stainless sdk) {
    this.sdk = sdk;
  }

  @Override
  public Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    Call outer = sdk.underWay();
    return outer == null ? sdk.begin(self, arguments) : outer;
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    Call call = (Call) state;
    call.answeredBy(result);
    if (call == sdk.underWay()) {
      return result;
    }
    if (result instanceof CompletionStage) {
      return ((CompletionStage<?>) result)
          .whenComplete((response, error) -> call.failedIf(error))
          .thenApply(response -> StandIns.of(response, call));
    }
    return StandIns.of(result, call);
  }

  @Override
  public void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    Call call = (Call) state;
    if (call != sdk.underWay()) {
      call.failed(thrown); // Else the service will say so.
    }
  }
}
