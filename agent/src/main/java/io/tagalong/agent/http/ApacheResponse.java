package io.tagalong.agent.http;

import io.tagalong.agent.probe.Reflected;
import org.jspecify.annotations.Nullable;

/** A response of Apache HttpClient 4, which has a status line, or 5, which has none. */
final class ApacheResponse implements HttpResponse {
  private final Object response;

  ApacheResponse(Object response) {
    this.response = response;
  }

  @Override
  public int status() {
    long code = Reflected.number(response, "getCode", 0);
    Object line = code == 0 ? Reflected.call(response, "getStatusLine") : null;
    return (int) (line == null ? code : Reflected.number(line, "getStatusCode", 0));
  }

  @Override
  public @Nullable String header(String name) {
    return Reflected.text(Reflected.call(response, "getFirstHeader", name), "getValue");
  }
}
