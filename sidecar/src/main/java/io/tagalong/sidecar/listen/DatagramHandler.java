package io.tagalong.sidecar.listen;

import java.net.SocketAddress;

/** What happens with a datagram; called on the event loop's thread. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * Takes one datagram, or one frame of a stream.
   *
   * @param buffer holds the datagram from index 0; reused for the next one, so valid only during
   *     the call
   * @param length bytes of the datagram, may be 0
   * @param sender over UDP the sender's; on a Unix socket, whose senders have no address, the
   *     socket's own
   */
  void datagram(byte[] buffer, int length, SocketAddress sender);
}
