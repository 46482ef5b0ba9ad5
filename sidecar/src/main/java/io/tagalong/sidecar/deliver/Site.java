package io.tagalong.sidecar.deliver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Datadog region. The domains are the {@code site} enumeration of Datadog's public API
 * specification; the short names are the ones its web pages show.
 */
public enum Site {
  US1("us1", "datadoghq.com"),
  US3("us3", "us3.datadoghq.com"),
  US5("us5", "us5.datadoghq.com"),
  EU1("eu1", "datadoghq.eu"),
  AP1("ap1", "ap1.datadoghq.com"),
  AP2("ap2", "ap2.datadoghq.com"),
  UK1("uk1", "uk1.datadoghq.com"),
  US1_FED("us1-fed", "ddog-gov.com"),
  US2_FED("us2-fed", "us2.ddog-gov.com");

  private final String shortName;
  private final String domain;

  Site(String shortName, String domain) {
    this.shortName = shortName;
    this.domain = domain;
  }

  /** The domain, such as {@code us5.datadoghq.com}. */
  public String domain() {
    return domain;
  }

  /** Where the kinds of body go there. */
  public IntakeHosts hosts() {
    return IntakeHosts.ofSite(domain);
  }

  /** The site of a domain or of a short name, in whatever case. */
  public static Optional<Site> named(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(site -> site.domain.equals(wanted) || site.shortName.equals(wanted))
        .findFirst();
  }

  /**
   * The site that an address belongs to, as users and the Agent write it: {@code
   * https://app.datadoghq.eu}, {@code https://api.datadoghq.eu}, {@code
   * https://7-50-0-app.agent.datadoghq.eu}.
   */
  public static Optional<Site> ofHost(String host) {
    return named(
        host.toLowerCase(Locale.ROOT)
            .replaceFirst("^(app|api|[0-9-]+app\\.agent)\\.", "")
            .replaceFirst("\\.$", ""));
  }

  /** All of them in words for the user. */
  public static String choices() {
    return Arrays.stream(values())
        .map(site -> site.shortName + " (" + site.domain + ")")
        .collect(Collectors.joining(", "));
  }

  /** Every domain and short name. */
  public static List<String> names() {
    return Arrays.stream(values()).flatMap(site -> Stream.of(site.domain, site.shortName)).toList();
  }
}
