package io.tagalong.agent.stainless;

import io.tagalong.agent.probe.Probe;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Watches a service: its answer is what the application gets. */
final class ServiceProbe implements Probe {
  private final Stainless sdk;

  ServiceProbe(Stainless sdk) {
    this.sdk = sdk;
  }

  @Override
  public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    if (sdk.underWay() != null) {
      return null;
    }
    Call call = sdk.begin(self, arguments);
    sdk.enter(call);
    return call;
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    sdk.leave();
    Call call = (Call) state;
    if (result instanceof CompletionStage) {
      // What depends on it: so the call has ended when the application learns that it has. The
      // SDK's own future depends on others in the same way, as cancelling and failing shows.
      return ((CompletionStage<?>) result).whenComplete(call::completed);
    }
    return StandIns.of(result, call);
  }

  @Override
  public void threw(
      Object state, @Nullable Object self, @Nullable Object[] arguments, Throwable thrown) {
    sdk.leave();
    ((Call) state).failed(thrown);
  }
}
