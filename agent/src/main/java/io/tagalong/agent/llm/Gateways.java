package io.tagalong.agent.llm;

import java.net.URI;
import java.net.URISyntaxException;
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
  public boolean known(String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return all || hosts.contains(lower) || hosts.contains(host(lower));
  }

  /** Whether a request counts, now that the headers of its answer are there. */
  public boolean counts(String authority, GatewayHeaders headers) {
    return headers.present() || known(authority);
  }

  /** Host and port of an address; empty when it has none. */
  public static String authority(String url) {
    try {
      return authority(new URI(url));
    } catch (URISyntaxException e) {
      return ""; // The SDK will say so to the application, better than we could.
    }
  }

  /**
   * Host and port of an address; empty when it has none. Credentials in it are left out.
   *
   * <p>Not taken from {@link URI#getHost}, which knows no host with an underscore: containers have
   * such names.
   */
  public static String authority(URI address) {
    String authority = address.getRawAuthority();
    return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** The authority without its port. */
  static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }
}
