package io.tagalong.agent.framework;

import io.tagalong.agent.llm.Answer;
import io.tagalong.agent.log.Log;
import io.tagalong.agent.model.ModelEndpoint;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Watches requests of LangChain4j whose answer comes in pieces: the listener that gets them is
 * handed in, so ours goes in its place and hands everything on.
 */
final class LangChainStream extends CallProbe {
  private static final String LISTENER = "dev.langchain4j.http.client.sse.ServerSentEventListener";

  /** In {@code execute(request, parser, listener)}. */
  private static final int LISTENER_POSITION = 2;

  private final Log log;

  LangChainStream(Retries retries, Log log) {
    super(retries);
    this.log = log;
  }

  @Override
  @Nullable Attempt attempt(@Nullable Object self, @Nullable Object[] arguments) {
    ModelEndpoint endpoint = LangChain.endpoint(arguments[0]);
    Object listener = arguments[LISTENER_POSITION];
    Class<?> type = listener == null ? null : listenerType(listener.getClass());
    if (endpoint == null || listener == null || type == null) {
      return null;
    }
    Attempt attempt = retries.beginStream(endpoint, LangChain.model(arguments[0]));
    arguments[LISTENER_POSITION] =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new StreamListener(listener, attempt, retries, log));
    return attempt;
  }

  private static @Nullable Class<?> listenerType(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      if (each.getName().equals(LISTENER)) {
        return each;
      }
    }
    return type.getSuperclass() == null ? null : listenerType(type.getSuperclass());
  }

  @Override
  boolean returned(Answer answer, @Nullable Object result) {
    return false; // The listener will be told.
  }

  @Override
  void failed(Answer answer, Throwable thrown) {
    LangChain.failed(answer, thrown);
  }
}
