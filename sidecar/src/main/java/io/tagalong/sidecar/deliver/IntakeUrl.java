package io.tagalong.sidecar.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Judges the address that replaces the site's. */
public final class IntakeUrl {

  /** As names stand in addresses; no name is looked up. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

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

  /** Whether nobody between here and there can read what is sent: by https, or on this machine. */
  public static boolean isSafeFromReaders(URI address) {
    return "https".equalsIgnoreCase(address.getScheme())
        || LOOPBACK.matcher(address.getHost()).matches();
  }

  /** The text without a password before the host and without a query, where keys are kept. */
  public static String withoutSecrets(String text) {
    return text.replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*$", "");
  }
}
