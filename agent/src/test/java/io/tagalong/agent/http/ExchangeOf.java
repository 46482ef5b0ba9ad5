package io.tagalong.agent.http;

import io.tagalong.agent.probe.SteppedTime;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Exchanges as a client would tell of them. */
public final class ExchangeOf {
  private ExchangeOf() {}

  /**
   * A POST that has ended.
   *
   * @param status 0 for no response
   */
  public static HttpExchange request(
      String authority, String path, @Nullable String body, int status) {
    HttpResponse response = status == 0 ? null : new Response(status);
    Throwable thrown = status == 0 ? new IOException("refused") : null;
    return new HttpExchange(
        new SentRequest("POST", authority, path, body),
        response,
        thrown,
        new SteppedTime().stopwatch());
  }

  private static final class Response implements HttpResponse {
    private final int status;

    Response(int status) {
      this.status = status;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }
  }
}
