package io.tagalong.agent.http;

import io.tagalong.agent.log.Log;
import io.tagalong.agent.probe.Stopwatch;
import io.tagalong.agent.record.Nesting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests to those who want them. Any thread may come with one.
 *
 * <p>Clients are built on clients, so of requests inside each other on one thread only the
 * outermost is followed.
 */
final class HttpWatch {
  private final List<HttpListener> listeners;
  private final Supplier<Stopwatch> stopwatches;
  private final Log log;
  private final Nesting nesting = new Nesting();

  /**
   * @param stopwatches gives one that starts now
   */
  HttpWatch(List<HttpListener> listeners, Supplier<Stopwatch> stopwatches, Log log) {
    this.listeners = List.copyOf(listeners);
    this.stopwatches = stopwatches;
    this.log = log;
  }

  /** Whether anyone wants such a request. */
  boolean wants(HttpRequest request) {
    for (HttpListener listener : listeners) {
      if (listener.wants(request)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody wants such a request, and has it recorded already. */
  boolean recordedAlready(HttpRequest request) {
    return wants(request) && missing(request).isEmpty();
  }

  /** Begins to follow a request; null when nobody wants it, or it is recorded already. */
  @Nullable Pending begin(HttpRequest request) {
    List<HttpListener> missing = missing(request);
    return missing.isEmpty() ? null : new Pending(request, missing, stopwatches.get(), log);
  }

  /** Those who want such a request and have it not recorded already. */
  private List<HttpListener> missing(HttpRequest request) {
    List<HttpListener> missing = new ArrayList<>(0);
    for (HttpListener listener : listeners) {
      if (listener.wants(request) && !listener.recordedAlready()) {
        missing.add(listener);
      }
    }
    return missing;
  }

  /** How deep a thread is in calls of clients. */
  Nesting nesting() {
    return nesting;
  }
}
