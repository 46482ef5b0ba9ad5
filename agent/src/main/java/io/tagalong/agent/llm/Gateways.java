package io.tagalong.agent.llm;

import io.tagalong.agent.probe.Authority;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Decides which requests go through a gateway and so count. Immutable. */
public final class Gateways {
  private final Set<String> hosts = new HashSet<>();
  private final boolean all;

  /**
   * @param hosts names or addresses of gateways, each with a port or without
   * @param all whether requests past any gateway count, too
   */
  public Gateways(Collection<String> hosts, boolean all) {
    for (String host : hosts) {
      this.hosts.add(host.toLowerCase(Locale.ROOT));
    }
    this.all = all;
  }

  /** Whether a request to this host counts, whatever the answer: {@code gateway.example:8080}. */
  boolean known(String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return all || hosts.contains(lower) || hosts.contains(Authority.host(lower));
  }

  /** Whether a request counts, now that the headers of its answer are there. */
  public boolean counts(String authority, GatewayHeaders headers) {
    return headers.present() || known(authority);
  }
}
