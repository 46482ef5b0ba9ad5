package io.tagalong.agent.http;

import io.tagalong.agent.probe.Authority;
import org.jspecify.annotations.Nullable;

/** A request as its client shows it, before anything underneath adds to it. */
public interface HttpRequest {
  /** A body with more bytes is not read: it would be copied on the application's thread. */
  int MAX_BODY_BYTES = 64 * 1024;

  /** In upper case. */
  String method();

  /** The host, with its port where the address names one; empty when it names no host. */
  String authority();

  /** Without the port. */
  default String host() {
    return Authority.host(authority());
  }

  /** As it is sent, without the query. */
  String path();

  /** The first header with this name, in any case; null for none, and where none can be read. */
  @Nullable String header(String name);

  /**
   * The body; null where there is none, where reading it would take it from the client, and where
   * it is longer than {@link #MAX_BODY_BYTES}.
   */
  byte @Nullable [] body();
}
