package io.tagalong.sidecar.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the sidecar listens, all at once.
 *
 * @param hosts addresses for UDP, at least one
 * @param port for each of them; 0 takes any free port
 * @param datagramSocket absolute path of a Unix datagram socket
 * @param streamSocket absolute path of a Unix stream socket
 * @param receiveBufferBytes to ask the system for, for each UDP socket; 0 for our default
 * @param loops event loops that read UDP, each on a thread of its own
 */
public record Listening(
    List<String> hosts,
    int port,
    Optional<Path> datagramSocket,
    Optional<Path> streamSocket,
    int receiveBufferBytes,
    int loops) {

  public Listening {
    hosts = List.copyOf(hosts);
  }
}
