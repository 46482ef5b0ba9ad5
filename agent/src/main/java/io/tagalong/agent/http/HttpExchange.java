package io.tagalong.agent.http;

import org.jspecify.annotations.Nullable;

/** One request and how it ended: with a response, or with what was thrown. */
public final class HttpExchange {
  private final HttpRequest request;
  private final @Nullable HttpResponse response;
  private final @Nullable Throwable thrown;
  private final long nanos;

  HttpExchange(
      HttpRequest request,
      @Nullable HttpResponse response,
      @Nullable Throwable thrown,
      long nanos) {
    this.request = request;
    this.response = response;
    this.thrown = thrown;
    this.nanos = nanos;
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

  /** From the begin of the request until the client had the response's headers, or failed. */
  public long nanos() {
    return nanos;
  }
}
