package io.tagalong.agent.framework;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.model.ModelEndpoint;
import io.tagalong.agent.probe.Probe;
import io.tagalong.agent.probe.Reflected;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches requests of Spring AI 1.x whose answer comes in pieces: a {@code Flux}, which sends a
 * request whenever somebody subscribes to it. Its headers never come to light here.
 *
 * <p>Of a call that throws there is nothing to record: no request was sent.
 */
final class SpringStream implements Probe {
  private static final String FLUX = "reactor.core.publisher.Flux";

  private final Retries retries;
  private final Log log;

  SpringStream(Retries retries, Log log) {
    this.retries = retries;
    this.log = log;
  }

  @Override
  public @Nullable Object begin(@Nullable Object self, @Nullable Object[] arguments) {
    return SpringAi.endpoint(self, "completionsPath");
  }

  @Override
  public @Nullable Object returned(
      Object state, @Nullable Object self, @Nullable Object[] arguments, @Nullable Object result) {
    if (result == null) {
      return null;
    }
    String model = Reflected.text(arguments[0], "model");
    return deferred(
        fluxType(result.getClass()), () -> subscribed((ModelEndpoint) state, model, result));
  }

  /** The stream of one subscription. What this throws would be the application's error. */
  private Object subscribed(ModelEndpoint endpoint, @Nullable String model, Object stream) {
    try {
      return watched(retries.beginStream(endpoint, model), stream);
    } catch (RuntimeException | LinkageError e) {
      log.report(e);
      return stream;
    }
  }

  /** A {@code Flux} that asks for another one whenever somebody subscribes to it. */
  private static Object deferred(Class<?> flux, Supplier<Object> subscribed) {
    try {
      return flux.getMethod("defer", Supplier.class).invoke(null, subscribed);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("no Flux.defer(Supplier) in this version of Reactor", e);
    }
  }

  private static Class<?> fluxType(Class<?> type) {
    Class<?> superType = type.getSuperclass();
    if (type.getName().equals(FLUX)) {
      return type;
    }
    if (superType == null) {
      throw new IllegalStateException("not a Flux");
    }
    return fluxType(superType);
  }

  /** The same stream; what it brings is told before the subscriber knows of it. */
  private Object watched(Attempt attempt, Object stream) {
    Consumer<Object> next =
        piece ->
            safely(
                () -> {
                  attempt.answer().succeeded();
                  SpringAi.usage(attempt.answer(), piece);
                });
    Consumer<Throwable> failed =
        thrown ->
            safely(
                () -> {
                  SpringAi.failed(attempt.answer(), thrown);
                  retries.end(attempt);
                });
    Runnable ended = () -> safely(() -> retries.end(attempt));
    Object all = Reflected.call(stream, "doOnNext", next);
    all = Reflected.call(all, "doOnError", failed);
    all = Reflected.call(all, "doOnComplete", ended);
    all = Reflected.call(all, "doOnCancel", ended);
    return all == null ? stream : all;
  }

  private void safely(Runnable recording) {
    try {
      recording.run();
    } catch (RuntimeException | LinkageError e) {
      log.report(e);
    }
  }
}
