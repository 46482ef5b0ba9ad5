package io.tagalong.agent.http;

import io.tagalong.agent.probe.Stopwatch;
import org.jspecify.annotations.Nullable;

/** One request and how it ended: with a response, or with what was thrown. */
public final class HttpExchange {
  private final HttpRequest request;
  private final @Nullable HttpResponse response;
  private final @Nullable Throwable thrown;
  private final long startedAtMillis;
  private final long latencyMillis;

  /**
   * An exchange that ends now.
   *
   * @param stopwatch started with the request
   */
  HttpExchange(
      HttpRequest request,
      @Nullable HttpResponse response,
      @Nullable Throwable thrown,
      Stopwatch stopwatch) {
    this.request = request;
    this.response = response;
    this.thrown = thrown;
    this.startedAtMillis = stopwatch.startedAtMillis();
    this.latencyMillis = stopwatch.elapsedMillis();
  }

  public HttpRequest request() {
    return request;
  }

  /** Null when none came. */
  public @Nullable HttpResponse response() {
    return response;
  }

  /** The status code; 0 when no response came. */
  public int status() {
    return response == null ? 0 : response.status();
  }

  /** What the client failed with; null when a response came. */
  public @Nullable Throwable thrown() {
    return thrown;
  }

  /** When the request began, in milliseconds since 1970. */
  public long startedAtMillis() {
    return startedAtMillis;
  }

  /** From the request's start until the client had the response's headers, or failed. */
  public long latencyMillis() {
    return latencyMillis;
  }
}
