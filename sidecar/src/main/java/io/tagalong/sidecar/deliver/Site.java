package io.tagalong.sidecar.config;

import io.tagalong.sidecar.deliver.IntakeHosts;
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
enum Site {
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

  String domain() {
    return domain;
  }

  IntakeHosts hosts() {
    return IntakeHosts.ofSite(domain);
  }

  static Optional<Site> named(String text) {
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
  static Optional<Site> ofHost(String host) {
    return named(
        host.toLowerCase(Locale.ROOT)
            .replaceFirst("^(app|api|[0-9-]+app\\.agent)\\.", "")
            .replaceFirst("\\.$", ""));
  }

  /**
   * The name that {@code text} probably means. An address copied from a browser ({@code
   * https://app.datadoghq.com/}) is reduced to its site first: by letters alone it would be nearest
   * to another region, and data sent to the wrong region is lost.
   */
  static Optional<String> nearest(String text) {
    String bare =
        text.toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceFirst("^(app|api)\\.", "")
            .replaceFirst("/.*$", "");
    Optional<String> copied = named(bare).map(Site::domain);
    return copied.isPresent() ? copied : NearestWord.to(bare, names());
  }

  static String choices() {
    return Arrays.stream(values())
        .map(site -> site.shortName + " (" + site.domain + ")")
        .collect(Collectors.joining(", "));
  }

  private static List<String> names() {
    return Arrays.stream(values()).flatMap(site -> Stream.of(site.domain, site.shortName)).toList();
  }
}
