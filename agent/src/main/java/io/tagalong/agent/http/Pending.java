package io.tagalong.agent.http;

import io.tagalong.agent.log.Log;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that has begun and is followed until it ends, on whichever thread that is. */
final class Pending {
  private final HttpRequest request;
  private final List<HttpListener> listeners;
  private final Log log;
  private final long begun;

  /** Set by whichever thread sees the end first: a client may tell of it in several ways. */
  private final AtomicBoolean ended = new AtomicBoolean();

  Pending(HttpRequest request, List<HttpListener> listeners, Log log) {
    this(request, listeners, log, System.nanoTime());
  }

  private Pending(HttpRequest request, List<HttpListener> listeners, Log log, long begun) {
    this.request = request;
    this.listeners = listeners;
    this.log = log;
    this.begun = begun;
  }

  /** The same request once more, for a client that may send it several times. */
  Pending again() {
    return new Pending(request, listeners, log, begun);
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
    HttpExchange exchange = new HttpExchange(request, response, thrown, System.nanoTime() - begun);
    for (HttpListener listener : listeners) {
      try {
        listener.ended(exchange);
      } catch (Throwable t) {
        log.report(t);
      }
    }
  }
}
