package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.key.KeySource;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/** Makes endpoints for tests; nobody connects to them. */
final class Endpoints {

  private Endpoints() {}

  static Endpoint with(KeySource source) {
    return endpoint("there", 1, source);
  }

  static Endpoint named(String host) {
    return endpoint(host, 1, new ReplaceableKey());
  }

  /** That many endpoints, named {@code there}, {@code there (key 2)} and so on. */
  static List<Endpoint> of(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(ordinal -> endpoint("there", ordinal, new ReplaceableKey()))
        .toList();
  }

  private static Endpoint endpoint(String host, int ordinal, KeySource source) {
    IntakeHosts hosts = IntakeHosts.single(URI.create("http://" + host));
    return ordinal == 1
        ? Endpoint.main(hosts, ReplaceableKey.FIRST, source)
        : Endpoint.further(hosts, ordinal, ReplaceableKey.FIRST, source, "key " + ordinal);
  }
}
