package io.tagalong.sidecar.deliver;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which proxy a request takes.
 *
 * @param http for addresses with http
 * @param https for addresses with https
 * @param direct hosts that are reached without: {@code host}, which stands for its subdomains too,
 *     {@code .domain}, {@code host:port}, or {@code *} for all
 */
public record ProxyRules(Optional<HttpProxy> http, Optional<HttpProxy> https, List<String> direct) {

  public static final ProxyRules NONE =
      new ProxyRules(Optional.empty(), Optional.empty(), List.of());

  public ProxyRules {
    direct = direct.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
  }

  Optional<HttpProxy> proxyFor(URI target) {
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    int port = target.getPort() == -1 ? (secure ? 443 : 80) : target.getPort();
    String host = target.getHost().toLowerCase(Locale.ROOT);
    boolean isDirect = direct.stream().anyMatch(entry -> matches(entry, host, port));
    return isDirect ? Optional.empty() : secure ? https : http;
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    String withoutPort = entry.endsWith(":" + port) ? entry.replaceFirst(":[0-9]+$", "") : entry;
    String domain = withoutPort.startsWith(".") ? withoutPort.substring(1) : withoutPort;
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
