package io.tagalong.agent.braze;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts of Braze's REST API, {@code rest.iad-05.braze.com} or {@code rest.fra-01.braze.eu}, and
 * those that stand before them.
 *
 * <p>Source: Braze's documentation, "API and SDK endpoints". New clusters are named alike.
 */
final class Hosts {
  private final Set<String> others = new HashSet<>();

  /**
   * @param others proxies and the like, without ports
   */
  Hosts(List<String> others) {
    for (String host : others) {
      this.others.add(host.toLowerCase(Locale.ROOT));
    }
  }

  boolean contain(String host) {
    return isBraze(host) || (!others.isEmpty() && others.contains(host.toLowerCase(Locale.ROOT)));
  }

  private static boolean isBraze(String host) {
    boolean regional = host.startsWith("rest.");
    return regional && (host.endsWith(".braze.com") || host.endsWith(".braze.eu"));
  }
}
