package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.BodyKind;
import java.net.URI;

/** Where the kinds of body go; paths are appended. */
public record IntakeHosts(URI api, URI logs, URI events) {

  /** One address for everything, as a stand-in or a proxy of the intake has it. */
  public static IntakeHosts single(URI base) {
    return new IntakeHosts(base, base, base);
  }

  /**
   * The hosts of a Datadog site, as its API reference names them.
   *
   * @param domain such as {@code us5.datadoghq.com}
   */
  public static IntakeHosts ofSite(String domain) {
    return new IntakeHosts(
        URI.create("https://api." + domain),
        URI.create("https://http-intake.logs." + domain),
        URI.create("https://event-management-intake." + domain));
  }

  /** The host and port that users know it by. */
  public String authority() {
    return api.getAuthority();
  }

  URI of(BodyKind.Host host) {
    return switch (host) {
      case API -> api;
      case LOGS -> logs;
      case EVENTS -> events;
    };
  }
}
