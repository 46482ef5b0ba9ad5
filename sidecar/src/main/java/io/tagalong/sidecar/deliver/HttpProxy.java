package io.tagalong.sidecar.deliver;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An HTTP proxy. Its text form has no password.
 *
 * @param credentials {@code user:password}, sent as Basic authentication
 */
public record HttpProxy(String host, int port, Optional<String> credentials) {

  private static final int DEFAULT_PORT = 80;

  /** The proxy of an address such as {@code http://user:password@proxy:3128}. */
  public static HttpProxy of(URI address) {
    return new HttpProxy(
        address.getHost(),
        address.getPort() == -1 ? DEFAULT_PORT : address.getPort(),
        Optional.ofNullable(address.getRawUserInfo())
            .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)));
  }

  /** Resolved anew for each connection: a proxy may move. */
  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** What the header {@code Proxy-Authorization} says. */
  Optional<String> authorization() {
    return credentials.map(
        text ->
            "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return host + ":" + port + (credentials.isPresent() ? " with a password" : "");
  }
}
