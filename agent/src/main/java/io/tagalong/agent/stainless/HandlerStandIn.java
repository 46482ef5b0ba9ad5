package io.tagalong.agent.stainless;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For the application's handler of an asynchronous stream. */
final class HandlerStandIn extends StandIn {
  HandlerStandIn(Object handler, Call call) {
    super(handler, call);
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "onNext":
        call.saw(arguments[0]);
        break;
      case "onComplete":
        call.endedBy(error(arguments[0]));
        break;
      default:
        break;
    }
    return ask(method, arguments);
  }

  private static @Nullable Throwable error(@Nullable Object optional) {
    Object error = optional instanceof Optional ? ((Optional<?>) optional).orElse(null) : null;
    return error instanceof Throwable ? (Throwable) error : null;
  }
}
