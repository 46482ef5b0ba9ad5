package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.deliver.RouteState.Health;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.BodySplitter;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The delivery policy: takes bodies from the queue, newest first, one at a time, and decides by the
 * outcome what becomes of each.
 *
 * <p>What may pass is tried again, after a wait that grows with the failures of the route, until
 * the body is too old to be of use: the intake silently discards points older than an hour. A
 * refused key keeps the data, because keys are rotated and sometimes refused for a moment. A body
 * that is too large is halved. What the intake rejects is dropped. The log tells changes of a
 * route's health, not attempts: a fault that lasts must not hide its first cause.
 *
 * <p>Threads: owned by the delivery thread. It has no thread and no clock of its own, so that tests
 * turn it by hand.
 */
final class DeliveryWorker {

  /** An hour is the intake's limit; the rest is for the bucket and for clocks that differ. */
  static final Duration MAX_AGE = Duration.ofMinutes(55);

  /** Longest wait that the intake may ask for. */
  static final Duration MAX_ASKED_WAIT = Duration.ofMinutes(5);

  private static final long FOREVER_NANOS = Duration.ofHours(1).toNanos();

  private final DeliveryQueue queue;
  private final Transport transport;
  private final DeliveryClock clock;
  private final Backoff backoff;
  private final Telemetry telemetry;
  private final Losses losses;
  private final Log log;
  private final Map<BodyKind, RouteState> routes = new EnumMap<>(BodyKind.class);

  DeliveryWorker(
      DeliveryQueue queue,
      Transport transport,
      DeliveryClock clock,
      Backoff backoff,
      Telemetry telemetry,
      Losses losses,
      Log log) {
    this.queue = queue;
    this.transport = transport;
    this.clock = clock;
    this.backoff = backoff;
    this.telemetry = telemetry;
    this.losses = losses;
    this.log = log;
  }

  /** Attempts one body at most. Returns for how many nanoseconds there will be nothing to do. */
  long attemptOne() throws InterruptedException {
    dropExpired();
    Optional<Body> body = queue.take(kind -> route(kind).nanosUntilOpen(clock.nanos()) <= 0);
    if (body.isEmpty()) {
      return nanosUntilRouteOpens();
    }
    try {
      transport.send(body.get()).visit(new Settlement(body.get(), route(body.get().kind())));
    } finally {
      queue.putBack(); // does nothing once the body is settled
    }
    return 0;
  }

  /**
   * Delivers what can be delivered before {@code endNanos}. Routes that wait out a failure get one
   * attempt at once, and are given up when their next wait would end too late.
   */
  void drain(long endNanos) throws InterruptedException {
    for (BodyKind kind : BodyKind.values()) {
      route(kind).reopen(clock.nanos());
    }
    while (queue.items() > 0) {
      long idleNanos = attemptOne();
      if (idleNanos > endNanos - clock.nanos()) {
        return;
      }
      queue.await(idleNanos);
    }
  }

  private void dropExpired() {
    long oldestSeconds = clock.seconds() - MAX_AGE.toSeconds();
    for (Body expired : queue.removeCreatedBefore(oldestSeconds)) {
      losses.drop(
          SelfMetric.ITEMS_DROPPED_EXPIRED,
          expired.items(),
          "they could not be delivered for " + MAX_AGE.toMinutes() + " minutes");
    }
  }

  private long nanosUntilRouteOpens() {
    long nanos = FOREVER_NANOS;
    for (BodyKind kind : BodyKind.values()) {
      if (queue.holds(kind)) {
        nanos = Math.min(nanos, route(kind).nanosUntilOpen(clock.nanos()));
      }
    }
    return nanos;
  }

  private RouteState route(BodyKind kind) {
    return routes.computeIfAbsent(kind, absent -> new RouteState());
  }

  private boolean someRouteHasItsKeyRefused() {
    return routes.values().stream().anyMatch(route -> route.health() == Health.KEY_REFUSED);
  }

  /** What an outcome means for the body that was underway and for its route. */
  private final class Settlement implements Outcome.Visitor {

    private final Body body;
    private final RouteState route;

    Settlement(Body body, RouteState route) {
      this.body = body;
      this.route = route;
    }

    @Override
    public void delivered() {
      if (queue.settle()) {
        telemetry.add(SelfMetric.ITEMS_DELIVERED, body.items());
      }
      routeWorks();
    }

    @Override
    public void tryLater(Outcome.TryLater outcome) {
      Health before = route.health();
      Duration wait = waitAfterFailure(outcome.askedWait());
      fail(Health.FAILING, wait);
      if (before != Health.FAILING) {
        log.warn(
            ("Delivery of %s fails: %s; %d series or sketches wait, next try in %.1f s, data is kept"
                    + " for %d minutes")
                .formatted(
                    body.kind().label(),
                    outcome.reason(),
                    queue.items(),
                    wait.toMillis() / 1e3,
                    MAX_AGE.toMinutes()));
      }
    }

    @Override
    public void keyRefused(Outcome.KeyRefused outcome) {
      if (!someRouteHasItsKeyRefused()) {
        log.error(
            ("The intake refuses the API key (status %d): check DD_API_KEY, and that the site is the"
                    + " one the key belongs to; data is kept for %d minutes and tried again every"
                    + " %d s")
                .formatted(outcome.status(), MAX_AGE.toMinutes(), Backoff.MAX.toSeconds()));
      }
      fail(Health.KEY_REFUSED, Backoff.MAX);
    }

    @Override
    public void tooLarge() {
      routeWorks();
      if (!queue.settle()) {
        return;
      }
      if (body.items() == 1) {
        losses.drop(SelfMetric.ITEMS_DROPPED_TOO_BIG, 1, "the intake finds it too large (413)");
        return;
      }
      for (Body half : BodySplitter.halves(body)) {
        losses.dropFromFullQueue(queue.add(half));
      }
    }

    @Override
    public void rejected(Outcome.Rejected outcome) {
      routeWorks();
      if (queue.settle()) {
        losses.drop(
            SelfMetric.ITEMS_DROPPED_REJECTED,
            body.items(),
            "the intake rejects them with status " + outcome.status() + ": " + outcome.answer());
      }
    }

    private Duration waitAfterFailure(Duration asked) {
      Duration own = backoff.after(route.failures() + 1);
      Duration capped = asked.compareTo(MAX_ASKED_WAIT) < 0 ? asked : MAX_ASKED_WAIT;
      return own.compareTo(capped) < 0 ? capped : own;
    }

    /** The body stays underway; the end of the attempt puts it back. */
    private void fail(Health health, Duration wait) {
      telemetry.add(SelfMetric.DELIVERY_ATTEMPTS_FAILED, 1);
      route.fail(health, clock.nanos(), wait);
    }

    private void routeWorks() {
      if (route.health() != Health.WORKING) {
        log.info(
            "Delivery of %s works again (failed attempts: %d)"
                .formatted(body.kind().label(), route.failures()));
      }
      route.recover();
    }
  }
}
