package io.tagalong.agent.http;

import io.tagalong.agent.probe.Members;
import org.jspecify.annotations.Nullable;

/** A response of Apache HttpClient 4, which has a status line, or 5, which has none. */
final class ApacheResponse implements HttpResponse {
  private final Object response;

  ApacheResponse(Object response) {
    this.response = response;
  }

  @Override
  public int status() {
    long code = Members.number(response, "getCode", 0);
    Object line = code == 0 ? Members.call(response, "getStatusLine") : null;
    return (int) (line == null ? code : Members.number(line, "getStatusCode", 0));
  }

  @Override
  public @Nullable String header(String name) {
    return Members.text(Members.call(response, "getFirstHeader", name), "getValue");
  }
}
