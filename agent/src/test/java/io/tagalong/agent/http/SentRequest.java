package io.tagalong.agent.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request without headers, as a client would show it. */
public final class SentRequest implements HttpRequest {
  private final String method;
  private final String authority;
  private final String path;
  private final @Nullable String body;

  SentRequest(String method, String authority, String path, @Nullable String body) {
    this.method = method;
    this.authority = authority;
    this.path = path;
    this.body = body;
  }

  /** One whose body cannot be read. */
  public static SentRequest to(String method, String authority, String path) {
    return new SentRequest(method, authority, path, null);
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public byte @Nullable [] body() {
    return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
  }
}
