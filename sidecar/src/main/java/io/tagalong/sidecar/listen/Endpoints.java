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
 */
public record Endpoints(
    List<InetSocketAddress> udp, Optional<Path> datagramSocket, Optional<Path> streamSocket) {

  public Endpoints {
    udp = List.copyOf(udp);
  }
}
