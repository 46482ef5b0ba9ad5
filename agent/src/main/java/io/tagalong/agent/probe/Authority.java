package io.tagalong.agent.probe;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Host and port as an address has them, {@code gateway.example:8080}: the port only where the
 * address names it, the brackets around an IPv6 address, and never the credentials.
 *
 * <p>Not by {@link URI#getHost}, which knows no host with an underscore: containers have such
 * names.
 */
public final class Authority {
  private Authority() {}

  /** Of an address; empty when it has none, or is none. */
  public static String of(String address) {
    try {
      return of(new URI(address));
    } catch (URISyntaxException e) {
      return ""; // The client will say so to the application, better than we could.
    }
  }

  /** Of an address; empty when it has none. */
  public static String of(URI address) {
    String raw = address.getRawAuthority();
    return raw == null ? "" : raw.substring(raw.lastIndexOf('@') + 1);
  }

  /**
   * Of its two parts.
   *
   * @param host an IPv6 address with brackets or without
   * @param port below 0 when the address names none
   */
  public static String of(String host, int port) {
    String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
    return port < 0 ? bracketed : bracketed + ':' + port;
  }

  /** Without its port. */
  public static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }
}
