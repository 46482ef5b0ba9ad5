package io.tagalong.sidecar.deliver;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The way through the network to the intakes.
 *
 * @param tls who is trusted and who we are; without it the platform's certificates and nobody
 */
public record NetworkSettings(Optional<SSLContext> tls, ProxyRules proxies) {

  /** What counts when nobody sets anything. */
  public static final NetworkSettings DEFAULT =
      new NetworkSettings(Optional.empty(), ProxyRules.NONE);
}
