package io.tagalong.intake.net;

import java.io.IOException;

/** Answers requests, each on the thread of its connection. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers the request, or breaks the connection off.
   *
   * @throws IOException if the connection breaks, which ends it
   */
  void handle(Exchange exchange) throws IOException;
}
