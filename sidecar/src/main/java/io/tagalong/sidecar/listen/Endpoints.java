package io.tagalong.sidecar.listen;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a sidecar listens on at once.
 *
 * @param udp at least one; port 0 for any free port
 * @param datagramSocket the file of a Unix datagram socket
 * @param streamSocket the file of a Unix stream socket, whose frames begin with their length
 * @param receiveBufferBytes to ask the system for, for each UDP socket; 0 for the default, 4 MiB
 */
public record Endpoints(
    List<InetSocketAddress> udp,
    Optional<Path> datagramSocket,
    Optional<Path> streamSocket,
    int receiveBufferBytes) {

  public Endpoints {
    udp = List.copyOf(udp);
  }
}
