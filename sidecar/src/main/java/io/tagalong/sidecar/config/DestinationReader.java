package io.tagalong.sidecar.config;

import io.tagalong.sidecar.config.KeyReader.Found;
import io.tagalong.sidecar.config.Sources.Sourced;
import io.tagalong.sidecar.deliver.Endpoint;
import io.tagalong.sidecar.deliver.IntakeHosts;
import io.tagalong.sidecar.deliver.IntakeUrl;
import io.tagalong.sidecar.deliver.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where data goes: sites, addresses and the keys to them. */
final class DestinationReader {

  /** Room for the largest body, 2.5 MiB of sketches. */
  private static final int MIN_BYTES_PER_ENDPOINT = 2_621_440;

  private static final String SHAPE_OF_ENDPOINTS =
      "Allowed is an object of addresses to lists of API keys, such as"
          + " {\"https://app.datadoghq.eu\": [\"<key>\"]}";

  private final Sources sources;
  private final List<Problem> problems;
  private final List<String> warnings;
  private final KeyReader keys;
  private final List<Endpoint> endpoints = new ArrayList<>();

  DestinationReader(Sources sources, List<Problem> problems, List<String> warnings) {
    this.sources = sources;
    this.problems = problems;
    this.warnings = warnings;
    this.keys = new KeyReader(sources, problems);
  }

  /** Everything is checked even when the run is dry: a mistake is one all the same. */
  Destination destination(boolean dryRun) {
    IntakeHosts main = mainHosts();
    if (!dryRun || isKeySet()) {
      keys.main()
          .map(found -> Endpoint.main(main, found.key(), found.source()))
          .ifPresent(endpoints::add);
    }
    sources.find(Setting.ADDITIONAL_ENDPOINTS).ifPresent(given -> addMore(given));
    return dryRun ? new Destination.DryRun() : new Destination.Intakes(endpoints);
  }

  /** Refuses more endpoints than the memory has room for. */
  void checkRoom(long maxQueueBytes) {
    if (endpoints.size() > maxQueueBytes / MIN_BYTES_PER_ENDPOINT) {
      problems.add(
          Problem.of(
              "setting --queue-bytes",
              "%d are too few for %d endpoints".formatted(maxQueueBytes, endpoints.size()),
              "Allowed are at least %d for each".formatted(MIN_BYTES_PER_ENDPOINT)));
    }
  }

  private boolean isKeySet() {
    return sources.find(Setting.API_KEY).or(() -> sources.find(Setting.API_KEY_FILE)).isPresent();
  }

  /**
   * The site is checked even when an address overrides it: a wrong one is a mistake all the same.
   */
  private IntakeHosts mainHosts() {
    Sourced given = sources.find(Setting.SITE).orElseThrow();
    Site site = Site.named(given.text()).orElse(Site.US1);
    if (Site.named(given.text()).isEmpty()) {
      problems.add(
          new Problem(
              given.origin(),
              SettingsReader.quoted(given.text()) + " is not a Datadog site",
              "Allowed are " + Site.choices(),
              nearestSite(given.text())));
    }
    return sources
        .find(Setting.INTAKE_URL)
        .flatMap(address -> hosts(address.text(), address.origin()))
        .orElse(site.hosts());
  }

  /**
   * The name of a site that {@code text} probably means. An address copied from a browser ({@code
   * https://app.datadoghq.com/}) is reduced to its site first: by letters alone it would be nearest
   * to another region, and data sent to the wrong region is lost.
   */
  private static Optional<String> nearestSite(String text) {
    String bare =
        text.toLowerCase(Locale.ROOT)
            .replaceFirst("^https?://", "")
            .replaceFirst("^(app|api)\\.", "")
            .replaceFirst("/.*$", "");
    Optional<String> copied = Site.named(bare).map(Site::domain);
    return copied.isPresent() ? copied : NearestWord.to(bare, Site.names());
  }

  private void addMore(Sourced given) {
    Part whole = Part.ofSecret(given, SHAPE_OF_ENDPOINTS, problems);
    for (String address : whole.fieldNames()) {
      Optional<IntakeHosts> hosts = hosts(address, given.origin());
      if (hosts.isPresent()) { // else the address may hold secrets, and places quote it
        addKeys(whole.field(address), hosts.get());
      }
    }
  }

  private void addKeys(Part list, IntakeHosts hosts) {
    for (Part key : list.items()) {
      keys.of(key.text(), key.origin())
          .map(found -> further(hosts, found))
          .ifPresent(endpoint -> addOnce(endpoint, key.origin()));
    }
  }

  /** Distributions, events and logs that come twice to one account count twice there. */
  private void addOnce(Endpoint endpoint, String origin) {
    Optional<Endpoint> same = endpoints.stream().filter(endpoint::isSameAccountAs).findFirst();
    if (same.isEmpty()) {
      endpoints.add(endpoint);
    } else {
      warnings.add(
          "%s: %s has this key already, and gets everything once. Take it out of the list."
              .formatted(origin, same.get().name()));
    }
  }

  private Endpoint further(IntakeHosts hosts, Found found) {
    long before =
        endpoints.stream()
            .filter(other -> other.hosts().authority().equals(hosts.authority()))
            .count();
    String keyPlace = found.handle().orElse(found.key().value());
    return Endpoint.further(hosts, (int) before + 1, found.key(), found.source(), keyPlace);
  }

  /** An address of a Datadog site stands for all its hosts; any other takes everything itself. */
  private static IntakeHosts ofSite(IntakeHosts single) {
    return Site.ofHost(single.api().getHost()).map(Site::hosts).orElse(single);
  }

  private Optional<IntakeHosts> hosts(String address, String origin) {
    String withoutEndSlash = address.replaceFirst("/+$", "");
    if (IntakeUrl.isUsable(withoutEndSlash)) {
      IntakeHosts hosts = ofSite(IntakeHosts.single(URI.create(withoutEndSlash)));
      warnOfPlainText(hosts, origin);
      return Optional.of(hosts);
    }
    problems.add(
        Problem.of(
            origin,
            SettingsReader.quoted(IntakeUrl.withoutSecrets(address)) + " is not an intake address",
            "Allowed is http:// or https:// with a host, then at most a port and a path"));
    return Optional.empty();
  }

  private void warnOfPlainText(IntakeHosts hosts, String origin) {
    if (!IntakeUrl.isSafeFromReaders(hosts.api())) {
      warnings.add(
          ("%s: the API key and all data go to %s in plain text, for everybody on the way to read."
                  + " Use https, or a proxy on this machine.")
              .formatted(origin, hosts.authority()));
    }
  }
}
