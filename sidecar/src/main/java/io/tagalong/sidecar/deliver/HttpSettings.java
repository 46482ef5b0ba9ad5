package io.tagalong.sidecar.deliver;

import java.time.Duration;

/**
 * How requests are made.
 *
 * @param userAgent who the intake is told we are
 * @param deadline for a whole exchange, connecting included
 * @param network the way to the intakes
 */
public record HttpSettings(String userAgent, Duration deadline, NetworkSettings network) {

  /** The Agent's {@code forwarder_timeout}. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);
}
