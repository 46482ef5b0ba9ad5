package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.deliver.HttpProxy;
import io.tagalong.sidecar.deliver.NetworkSettings;
import io.tagalong.sidecar.deliver.ProxyRules;
import io.tagalong.sidecar.deliver.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Reads certificates and proxies. */
final class NetworkReader {

  private final Sources sources;
  private final List<Problem> problems;

  NetworkReader(Sources sources, List<Problem> problems) {
    this.sources = sources;
    this.problems = problems;
  }

  NetworkSettings settings() {
    List<String> direct =
        sources.find(Setting.PROXY_NO_PROXY).map(Sourced::words).orElse(List.of());
    return new NetworkSettings(
        tls(), new ProxyRules(proxy(Setting.PROXY_HTTP), proxy(Setting.PROXY_HTTPS), direct));
  }

  private Optional<SSLContext> tls() {
    Optional<Sourced> authorities = sources.find(Setting.TLS_CA_FILE);
    Optional<Sourced> identity = sources.find(Setting.TLS_CERTIFICATE_FILE);
    Optional<Sourced> key = sources.find(Setting.TLS_KEY_FILE);
    if (identity.isPresent() != key.isPresent()) {
      problems.add(
          Problem.of(
              identity.or(() -> key).orElseThrow().origin(),
              "a certificate needs its key, and a key its certificate",
              "Set both TAGALONG_TLS_CERTIFICATE_FILE and TAGALONG_TLS_KEY_FILE, or neither"));
    }
    if (authorities.isEmpty() && identity.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsFiles.context(path(authorities), path(identity), path(key)));
    } catch (IOException unusable) {
      problems.add(
          Problem.of(
              authorities.or(() -> identity).orElseThrow().origin(),
              "the files of TLS cannot be used: " + unusable,
              "Name files in PEM that this user may read"));
      return Optional.empty();
    }
  }

  private static Optional<Path> path(Optional<Sourced> given) {
    return given.map(each -> Path.of(each.text()));
  }

  private Optional<HttpProxy> proxy(Setting setting) {
    return sources.find(setting).flatMap(this::proxy);
  }

  private Optional<HttpProxy> proxy(Sourced given) {
    try {
      URI address = new URI(given.text());
      if ("http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) {
        return Optional.of(HttpProxy.of(address));
      }
    } catch (URISyntaxException notAnAddress) {
      // Falls through to the same complaint: the text may hold a password, so it is not quoted.
      return complain(given);
    }
    return complain(given);
  }

  private Optional<HttpProxy> complain(Sourced given) {
    problems.add(
        Problem.of(
            given.origin(),
            "the value (not shown, it may hold a password) is not the address of a proxy",
            "Allowed is http:// with a host, and before it user:password@, with special characters"
                + " as %XX"));
    return Optional.empty();
  }
}
