package io.tagalong.sidecar.listen;

import io.tagalong.sidecar.telemetry.Log;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A UDP socket with as large a receive buffer as the system grants.
 *
 * @param wantedBytes of the receive buffer
 * @param grantedBytes of it
 */
record BoundSocket(DatagramChannel channel, int wantedBytes, int grantedBytes) {
  private static final int DEFAULT_BUFFER_BYTES = 4 << 20;

  /**
   * Opens as many sockets at one address, or explains what went wrong and what to do; then none is
   * left open.
   *
   * <p>Several have {@code SO_REUSEPORT}: the kernel spreads the senders over them. Any other
   * process of the same user could join them unnoticed, so the address is first bound without that
   * option, which fails when somebody is there already.
   *
   * @param wantedBytes of each receive buffer; 0 for the default
   */
  static List<BoundSocket> open(InetSocketAddress address, int count, int wantedBytes, Log log)
      throws BindFailedException {
    if (address.isUnresolved()) {
      throw new BindFailedException(
          "Cannot listen on " + address + ": the host name is not known. Use an IP address.");
    }
    int bufferBytes = wantedBytes == 0 ? DEFAULT_BUFFER_BYTES : wantedBytes;
    List<DatagramChannel> opened = new ArrayList<>();
    try {
      InetSocketAddress actual = address;
      if (count > 1) {
        actual = probe(address);
      }
      for (int i = 0; i < count; i++) {
        DatagramChannel socket = DatagramChannel.open(family(address));
        opened.add(socket);
        if (count > 1) {
          socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        socket.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
        socket.bind(actual);
      }
      int grantedBytes = opened.get(0).getOption(StandardSocketOptions.SO_RCVBUF);
      warnWhenSmaller(grantedBytes, bufferBytes, log);
      return opened.stream()
          .map(socket -> new BoundSocket(socket, bufferBytes, grantedBytes))
          .toList();
    } catch (IOException failure) {
      opened.forEach(socket -> closeAfter(failure, socket));
      throw explained(address, failure);
    }
  }

  /** The address in use, with the actual port. */
  InetSocketAddress address() {
    return (InetSocketAddress) channel.socket().getLocalSocketAddress();
  }

  /** What to do when the buffer has overflowed. */
  String adviceAgainstDrops() {
    String remedy =
        grantedBytes < wantedBytes
            ? "Raise the limit, then restart the sidecar: sysctl -w net.core.rmem_max="
                + wantedBytes
            : "Give the sidecar more CPU, or let clients send more metrics in each datagram.";
    return "Its receive buffer of " + grantedBytes + " bytes was full. " + remedy;
  }

  /** What does not fit into the kernel's buffer is lost, so the sidecar asks for a large one. */
  static void warnWhenSmaller(int grantedBytes, int wantedBytes, Log log) {
    if (grantedBytes < wantedBytes) {
      log.warn(
          ("The system granted a receive buffer of %d bytes instead of %d, so bursts may lose"
                  + " datagrams. On Linux, raise the limit: sysctl -w net.core.rmem_max=%d")
              .formatted(grantedBytes, wantedBytes, wantedBytes));
    }
  }

  /** Refuses what the system cannot do. */
  static void requireSharing(Set<SocketOption<?>> supported, InetSocketAddress address)
      throws BindFailedException {
    if (!supported.contains(StandardSocketOptions.SO_REUSEPORT)) {
      throw new BindFailedException(
          "Cannot listen on UDP "
              + text(address)
              + " with several loops: this system does not let sockets share a port"
              + " (SO_REUSEPORT). Set --listen-loops to 1.");
    }
  }

  private static StandardProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** The address with the port that is free, now that nobody holds it. */
  private static InetSocketAddress probe(InetSocketAddress address) throws IOException {
    try (DatagramChannel alone = DatagramChannel.open(family(address))) {
      requireSharing(alone.supportedOptions(), address);
      return (InetSocketAddress) alone.bind(address).socket().getLocalSocketAddress();
    }
  }

  private static BindFailedException explained(InetSocketAddress address, IOException failure) {
    if (failure instanceof BindFailedException refused) {
      return refused;
    }
    if (failure instanceof BindException) {
      return new BindFailedException(
          "Cannot listen on UDP "
              + text(address)
              + ": "
              + failure.getMessage()
              + ". Another process, such as a Datadog Agent, may hold the port, or another address of --bind"
              + " covers this one ([::] takes IPv4 too), or the address is not one of this machine."
              + " Stop the other process, or choose another port with --port.",
          failure);
    }
    return new BindFailedException(
        "Cannot open a UDP socket for " + text(address) + ": " + failure.getMessage(), failure);
  }

  private static void closeAfter(IOException failure, DatagramChannel socket) {
    try {
      socket.close();
    } catch (IOException worse) {
      failure.addSuppressed(worse);
    }
  }
}
