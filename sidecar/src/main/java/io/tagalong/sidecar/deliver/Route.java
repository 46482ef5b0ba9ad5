package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.telemetry.Log;
import java.time.Duration;

/**
 * The way of one kind of bodies to one endpoint. After a failure it is closed, for a wait that
 * grows with the failures in a row. The log tells changes of its health, not attempts: a fault that
 * lasts must not hide its first cause.
 *
 * <p>Threads: owned by the delivery thread.
 */
final class Route {

  private final BodyKind kind;
  private final String endpoint;
  private final DeliveryClock clock;
  private final Log log;
  private final Backoff backoff;
  private final Breaker breaker = new Breaker();

  Route(BodyKind kind, String endpoint, DeliveryEnvironment environment) {
    this.kind = kind;
    this.endpoint = endpoint;
    this.clock = environment.clock();
    this.log = environment.log();
    this.backoff = new Backoff(environment.random());
  }

  /** Whether the last attempt failed. */
  boolean isFailing() {
    return breaker.isFailing();
  }

  /** Zero or less when an attempt may go. */
  long nanosUntilOpen() {
    return breaker.nanosUntilOpen(clock.nanos());
  }

  /** Lets the next attempt go at once. */
  void reopen() {
    breaker.reopen(clock.nanos());
  }

  /** The intake has answered, whatever it thinks of the body. */
  void works() {
    if (breaker.isFailing()) {
      log.info(
          "Delivery of %s to %s works again (failed attempts: %d)"
              .formatted(kind.label(), endpoint, breaker.failures()));
    }
    breaker.recover();
  }

  /**
   * An attempt failed that will be repeated.
   *
   * @param reason for the log: what went wrong
   * @param askedWait how long the intake asked to wait at least
   * @param waiting items of the endpoint that wait, of all kinds
   */
  void fails(String reason, Duration askedWait, long waiting) {
    Duration wait = waitAfterFailure(askedWait);
    if (!breaker.isFailing()) {
      log.warn(
          ("Delivery of %s to %s fails: %s; %d items wait, next try in %.1f s, data is kept"
                  + " for %d minutes")
              .formatted(
                  kind.label(),
                  endpoint,
                  reason,
                  waiting,
                  wait.toMillis() / 1e3,
                  kind.usefulLife().toMinutes()));
    }
    breaker.fail(clock.nanos(), wait);
  }

  /** The intake's wish counts, unless by then nothing that waits now would be of use. */
  private Duration waitAfterFailure(Duration asked) {
    Duration own = backoff.after(breaker.failures() + 1);
    Duration useful = kind.usefulLife();
    Duration capped = asked.compareTo(useful) < 0 ? asked : useful;
    return own.compareTo(capped) < 0 ? capped : own;
  }
}
