package io.tagalong.agent.stainless;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** For a raw response: the call ends when it is parsed or closed. */
final class ResponseStandIn extends StandIn {
  ResponseStandIn(Object response, Call call) {
    super(response, call);
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "parse":
        return parse(method);
      case "close":
        return close(method);
      default:
        return ask(method, arguments);
    }
  }

  private @Nullable Object parse(Method method) throws Throwable {
    Object parsed;
    try {
      parsed = ask(method);
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    }
    return StandIns.of(parsed, call);
  }
}
