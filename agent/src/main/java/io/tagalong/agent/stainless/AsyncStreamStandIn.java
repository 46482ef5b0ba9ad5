package io.tagalong.agent.stainless;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * For an asynchronous stream: the call ends when its handler is told so, or it is closed, or it
 * fails before anyone has subscribed.
 */
final class AsyncStreamStandIn extends StandIn {
  private static final String HANDLER = "$Handler";

  AsyncStreamStandIn(Object stream, Call call) {
    super(stream, call);
    Object end = Reading.at(stream, "onCompleteFuture");
    if (end instanceof CompletionStage) {
      ((CompletionStage<?>) end).whenComplete((nothing, error) -> call.endedBy(error));
    }
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "subscribe":
        return ask(method, watching(method.getParameterTypes(), arguments));
      case "close":
        return close(method);
      default:
        return ask(method, arguments);
    }
  }

  /** The arguments with a stand-in for the handler among them. */
  private @Nullable Object[] watching(Class<?>[] types, @Nullable Object[] arguments) {
    @Nullable Object[] watching = arguments.clone();
    for (int i = 0; i < watching.length; i++) {
      Object handler = watching[i];
      if (handler != null && types[i].getName().endsWith(HANDLER)) {
        watching[i] = StandIns.proxy(types[i], new HandlerStandIn(handler, call));
      }
    }
    return watching;
  }
}
