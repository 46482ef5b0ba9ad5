package io.tagalong.sidecar.encode;

import java.time.Duration;

/**
 * The kinds of body, each with its route at the intake.
 *
 * <p>The useful life is how long after its timestamp the intake still takes an item, less some
 * minutes for the bucket and for clocks that differ: an hour for metrics (older points are
 * discarded in silence), ten minutes for checks, 18 hours for logs and events.
 */
public enum BodyKind {
  SERIES(1, "series", Host.API, "/api/v2/series", Framing.PROTOBUF, Duration.ofMinutes(55)),

  /** Undocumented, but the only route that takes sketches; it is the Agent's. */
  SKETCHES(2, "sketches", Host.API, "/api/beta/sketches", Framing.PROTOBUF, Duration.ofMinutes(55)),

  /** One event a request; the route takes no list and no compression. */
  EVENTS(3, "events", Host.API, "/api/v1/events", Framing.JSON_OBJECT, Duration.ofMinutes(1050)),

  CHECKS(
      4, "service checks", Host.API, "/api/v1/check_run", Framing.JSON_LIST, Duration.ofMinutes(9)),

  LOGS(5, "logs", Host.LOGS, "/api/v2/logs", Framing.JSON_LIST, Duration.ofMinutes(1050)),

  /** Changes of feature flags, on the route for events of the event management product. */
  CHANGE_EVENTS(
      6,
      "change events",
      Host.EVENTS,
      "/api/v2/events",
      Framing.JSON_OBJECT,
      Duration.ofMinutes(1050));

  /** Which of a site's hosts takes a kind of body. */
  public enum Host {
    API,
    LOGS,
    EVENTS
  }

  private final int code;
  private final String label;
  private final Host host;
  private final String path;
  private final Framing framing;
  private final Duration usefulLife;

  BodyKind(int code, String label, Host host, String path, Framing framing, Duration usefulLife) {
    this.code = code;
    this.label = label;
    this.host = host;
    this.path = path;
    this.framing = framing;
    this.usefulLife = usefulLife;
  }

  /** What stands for the kind in a file; never changes. */
  public int code() {
    return code;
  }

  /** The word for it in log lines. */
  public String label() {
    return label;
  }

  public Host host() {
    return host;
  }

  public String path() {
    return path;
  }

  public String contentType() {
    return framing.contentType();
  }

  Framing framing() {
    return framing;
  }

  /** How old an item may be for the intake to take it. */
  public Duration usefulLife() {
    return usefulLife;
  }

  /**
   * Whether the newest is worth most: a dashboard shows the present first. Logs, events and checks
   * are read in their order.
   */
  public boolean newestFirst() {
    return this == SERIES || this == SKETCHES;
  }
}
