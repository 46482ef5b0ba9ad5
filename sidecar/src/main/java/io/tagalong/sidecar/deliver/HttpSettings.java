package io.tagalong.sidecar.deliver;

import java.time.Duration;

/**
 * How requests are made.
 *
 * @param userAgent who the intake is told we are
 * @param deadline for a whole exchange, connecting included
 */
public record HttpSettings(String userAgent, Duration deadline) {

  /** The Agent's {@code forwarder_timeout}. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);
}
