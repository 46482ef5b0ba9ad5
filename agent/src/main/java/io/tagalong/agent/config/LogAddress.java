package io.tagalong.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where logs of LLM calls go. Apart from the other settings, because addresses need classes that
 * premain can do without.
 */
final class LogAddress {
  private static final String SIDECAR = ":8127/api/v2/logs";

  private LogAddress() {}

  /** The address that the setting names. */
  static URI given(Given given) throws InvalidOptionException {
    URI address = usable(given.text(Setting.LLM_LOGS));
    if (address == null) {
      throw given.invalid(
          Setting.LLM_LOGS, "it can be off or an address such as http://127.0.0.1" + SIDECAR);
    }
    return address;
  }

  /** The sidecar's; null when the host's name is none, which the client of the metrics says. */
  static @Nullable URI besideTheMetrics(String host) {
    return usable("http://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + SIDECAR);
  }

  private static @Nullable URI usable(String text) {
    try {
      URI address = new URI(text);
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      return http && address.getHost() != null ? address : null;
    } catch (URISyntaxException e) {
      return null; // The callers know what to say of it.
    }
  }
}
