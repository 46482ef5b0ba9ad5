package io.tagalong.sidecar.deliver;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** The rules in the form that the HTTP client wants. */
final class RuledProxySelector extends ProxySelector {

  private final ProxyRules rules;

  RuledProxySelector(ProxyRules rules) {
    this.rules = rules;
  }

  @Override
  public List<Proxy> select(URI target) {
    return List.of(
        rules
            .proxyFor(target)
            .map(proxy -> new Proxy(Proxy.Type.HTTP, proxy.address()))
            .orElse(Proxy.NO_PROXY));
  }

  /** Never falls back to a direct connection; the failed attempt tells what is wrong. */
  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}
}
