package io.tagalong.sidecar.deliver;

import java.net.URI;
import java.net.URISyntaxException;

/** Judges the address that replaces the site's. */
public final class IntakeUrl {

  private IntakeUrl() {}

  /** An http(s) address with a host, to which a path can be appended. */
  public static boolean isUsable(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      return (http || https)
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  /** The text without a password before the host and without a query, where keys are kept. */
  public static String withoutSecrets(String text) {
    return text.replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*$", "");
  }
}
