package io.tagalong.intake.net;

import java.io.IOException;
import java.net.Socket;

/** What lies between a connection and its HTTP: nothing, or TLS. */
@FunctionalInterface
public interface Transport {
  /** Hands the connection through as it is. */
  Transport PLAIN = socket -> socket;

  /**
   * Wraps a fresh connection; the thread of the connection calls this.
   *
   * @throws IOException if the two sides do not come together; the connection is closed then
   */
  Socket wrap(Socket socket) throws IOException;
}
