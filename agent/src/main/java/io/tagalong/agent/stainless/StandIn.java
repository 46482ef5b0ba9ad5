package io.tagalong.agent.stainless;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Answers for an object of the SDK by asking it, and watches what a subclass names. */
abstract class StandIn implements InvocationHandler {
  final Object target;
  final Call call;

  StandIn(Object target, Call call) {
    this.target = target;
    this.call = call;
  }

  @Override
  public final @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
      return proxy == arguments[0] || target.equals(arguments[0]);
    }
    Object result = answer(method, arguments == null ? new Object[0] : arguments);
    return result == target ? proxy : result;
  }

  /** Answers a call of the application. Throws what the SDK's object throws, and nothing else. */
  abstract @Nullable Object answer(Method method, @Nullable Object[] arguments) throws Throwable;

  /** Has the SDK's object closed: that ends the call, too. */
  final @Nullable Object close(Method close) throws Throwable {
    try {
      return ask(close);
    } finally {
      call.ended();
    }
  }

  /** Asks the SDK's object. */
  final @Nullable Object ask(Method method, @Nullable Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
