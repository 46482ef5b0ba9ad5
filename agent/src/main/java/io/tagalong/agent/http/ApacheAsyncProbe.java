package io.tagalong.agent.http;

import io.tagalong.agent.probe.BeginProbe;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Reflected;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 5, the asynchronous API. A request begins in {@code doExecute}, on the caller's
 * thread, with the producer that knows it and the consumer that will get its response; it ends when
 * that consumer gets it, on a thread of the client's.
 *
 * <p>The future that the application gets cannot be listened to, and is left alone.
 */
final class ApacheAsyncProbe extends BeginProbe {
  private final HttpWatch watch;

  /** By the consumer of the response, which is the application's. Guarded by itself. */
  private final Map<Object, Pending> waiting = Collections.synchronizedMap(new WeakHashMap<>());

  ApacheAsyncProbe(HttpWatch watch) {
    this.watch = watch;
  }

  @Override
  protected void begins(@Nullable Object self, @Nullable Object[] arguments) {
    Object request = Reflected.field(arguments[1], "request");
    Object consumer = arguments[2];
    if (request != null && consumer != null && !watch.nesting().inside()) {
      ApacheRequest known = ApacheRequest.of(arguments[0], request);
      Pending pending = known == null ? null : watch.begin(known);
      if (pending != null) {
        waiting.put(consumer, pending);
      }
    }
  }

  /** Watches the consumer's {@code consumeResponse(response, ..)} and {@code failed(exception)}. */
  Probe consumer() {
    return new Consumer();
  }

  private final class Consumer extends BeginProbe {
    @Override
    protected void begins(@Nullable Object self, @Nullable Object[] arguments) {
      Pending pending = waiting.remove(self);
      Object outcome = arguments[0];
      if (pending != null && outcome instanceof Throwable) {
        pending.failed((Throwable) outcome);
      } else if (pending != null && outcome != null) {
        pending.answered(new ApacheResponse(outcome));
      }
    }
  }
}
