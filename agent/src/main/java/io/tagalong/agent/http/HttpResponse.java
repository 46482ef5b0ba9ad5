package io.tagalong.agent.http;

import org.jspecify.annotations.Nullable;

/** The answer to a request as its client shows it. */
public interface HttpResponse {
  /** The status code. */
  int status();

  /** The first header with this name, in any case; null for none. */
  @Nullable String header(String name);

  /**
   * The body, where the client has it as a text or in bytes already, or can look ahead; null
   * elsewhere. Whoever can only stream it keeps its stream.
   */
  default @Nullable String body() {
    return null;
  }
}
