package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.Log;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * A UDP socket with as large a receive buffer as the system grants, up to 4 MiB.
 *
 * @param receiveBufferBytes as granted
 */
record BoundSocket(DatagramChannel channel, int receiveBufferBytes) {
  private static final int WANTED_BUFFER_BYTES = 4 << 20;

  /** Opens the socket, or explains what went wrong and what to do. */
  static BoundSocket open(InetSocketAddress address, Log log) throws BindFailedException {
    if (address.isUnresolved()) {
      throw new BindFailedException(
          "Cannot listen on " + address + ": the host name is not known. Use an IP address.");
    }
    try {
      DatagramChannel socket = DatagramChannel.open(family(address));
      try {
        int grantedBytes = requestReceiveBuffer(socket, WANTED_BUFFER_BYTES, log);
        return new BoundSocket(socket.bind(address), grantedBytes);
      } catch (IOException failure) {
        socket.close();
        throw failure;
      }
    } catch (BindException failure) {
      throw new BindFailedException(
          "Cannot listen on UDP "
              + text(address)
              + ": "
              + failure.getMessage()
              + ". Another process, such as a Datadog Agent, may hold the port, or another address of --bind"
              + " covers this one ([::] takes IPv4 too), or the address is not one of this machine."
              + " Stop the other process, or choose another port with --port.",
          failure);
    } catch (IOException failure) {
      throw new BindFailedException(
          "Cannot open a UDP socket for " + text(address) + ": " + failure.getMessage(), failure);
    }
  }

  /** What does not fit into the kernel's buffer is lost, so the sidecar asks for a large one. */
  static int requestReceiveBuffer(DatagramChannel socket, int wantedBytes, Log log)
      throws IOException {
    socket.setOption(StandardSocketOptions.SO_RCVBUF, wantedBytes);
    int grantedBytes = socket.getOption(StandardSocketOptions.SO_RCVBUF);
    if (grantedBytes < wantedBytes) {
      log.warn(
          ("The system granted a receive buffer of %d bytes instead of %d, so bursts may lose"
                  + " datagrams. On Linux, raise the limit: sysctl -w net.core.rmem_max=%d")
              .formatted(grantedBytes, wantedBytes, wantedBytes));
    }
    return grantedBytes;
  }

  /** What to do when the buffer has overflowed. */
  String adviceAgainstDrops() {
    String remedy =
        receiveBufferBytes < WANTED_BUFFER_BYTES
            ? "Raise the limit, then restart the sidecar: sysctl -w net.core.rmem_max="
                + WANTED_BUFFER_BYTES
            : "Give the sidecar more CPU, or let clients send more metrics in each datagram.";
    return "Its receive buffer of " + receiveBufferBytes + " bytes was full. " + remedy;
  }

  private static StandardProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
