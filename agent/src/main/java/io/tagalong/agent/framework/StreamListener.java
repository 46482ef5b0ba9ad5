package io.tagalong.agent.framework;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Reflected;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Stands before LangChain4j's listener to server-sent events, and tells it everything that it is
 * told, after the attempt.
 *
 * <p>Since 1.8 an event comes with a context, or still without one: the listener itself makes one
 * call of the other, behind this one, so an event comes here once.
 */
final class StreamListener implements InvocationHandler {
  /** The last event of a stream in OpenAI's form: what the application awaits ends with it. */
  private static final String DONE = "[DONE]";

  private final Object listener;
  private final Attempt attempt;
  private final Retries retries;
  private final Log log;

  StreamListener(Object listener, Attempt attempt, Retries retries, Log log) {
    this.listener = listener;
    this.attempt = attempt;
    this.retries = retries;
    this.log = log;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      watch(method.getName(), arguments == null ? null : arguments[0]);
    } catch (Throwable t) {
      log.report(t);
    }
    try {
      return method.invoke(listener, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      throw thrown == null ? e : thrown;
    }
  }

  private void watch(String method, @Nullable Object argument) {
    switch (method) {
      case "onOpen":
        LangChain.head(attempt.answer(), argument);
        break;
      case "onEvent":
        String data = Reflected.text(argument, "data");
        if (DONE.equals(data)) {
          retries.end(attempt);
        } else {
          attempt.answer().json(data);
        }
        break;
      case "onError":
        if (argument instanceof Throwable) {
          LangChain.failed(attempt.answer(), (Throwable) argument);
        }
        retries.end(attempt);
        break;
      case "onClose":
        retries.end(attempt);
        break;
      default:
        break; // What any object has.
    }
  }
}
