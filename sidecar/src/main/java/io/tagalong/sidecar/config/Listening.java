package io.tagalong.sidecar.config;

import java.util.List;

/**
 * Where the sidecar listens, all at once.
 *
 * @param hosts addresses for UDP, at least one
 * @param port for each of them; 0 takes any free port
 */
public record Listening(List<String> hosts, int port) {

  public Listening {
    hosts = List.copyOf(hosts);
  }
}
