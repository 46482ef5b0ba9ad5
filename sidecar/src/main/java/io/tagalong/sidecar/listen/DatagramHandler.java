package io.tagalong.sidecar.listen;

import java.net.InetSocketAddress;

/** What happens with a datagram; called on the event loop's thread. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * Takes one datagram.
   *
   * @param buffer holds the datagram from index 0; reused for the next one, so valid only during
   *     the call
   * @param length bytes of the datagram, may be 0
   */
  void datagram(byte[] buffer, int length, InetSocketAddress sender);
}
