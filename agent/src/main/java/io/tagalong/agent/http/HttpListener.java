package io.tagalong.agent.http;

/** Wants to know of some requests of the application. Called by any thread; must not block. */
public interface HttpListener {
  /**
   * Whether requests like this are wanted. Asked for every request of every client, so it compares
   * method, path and host, as far as it has to, and nothing else; for a request that nobody wants,
   * nothing else happens.
   */
  boolean wants(HttpRequest request);

  /**
   * Whether what this thread does is recorded already, by a rule for the application's own method
   * around the request. Asked where a wanted request begins.
   */
  boolean recordedAlready();

  /** A wanted request has ended. Called once for each, however often a client retries it. */
  void ended(HttpExchange exchange);
}
