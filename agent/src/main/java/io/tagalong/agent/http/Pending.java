package io.tagalong.agent.http;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Stopwatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that has begun and is followed until it ends, on whichever thread that is. */
final class Pending {
  private final HttpRequest request;
  private final List<HttpListener> listeners;
  private final Stopwatch stopwatch;
  private final Log log;

  /** Set by whichever thread sees the end first: a client may tell of it in several ways. */
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param stopwatch started with the request
   */
  Pending(HttpRequest request, List<HttpListener> listeners, Stopwatch stopwatch, Log log) {
    this.request = request;
    this.listeners = listeners;
    this.stopwatch = stopwatch;
    this.log = log;
  }

  /** The same request once more, for a client that may send it several times. */
  Pending again() {
    return new Pending(request, listeners, stopwatch, log);
  }

  HttpRequest request() {
    return request;
  }

  void answered(HttpResponse response) {
    end(response, null);
  }

  void failed(Throwable thrown) {
    end(null, thrown);
  }

  private void end(@Nullable HttpResponse response, @Nullable Throwable thrown) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    HttpExchange exchange = new HttpExchange(request, response, thrown, stopwatch);
    for (HttpListener listener : listeners) {
      try {
        listener.ended(exchange);
      } catch (Throwable t) {
        log.report(t);
      }
    }
  }
}
