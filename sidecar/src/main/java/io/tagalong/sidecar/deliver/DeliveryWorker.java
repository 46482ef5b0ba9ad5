package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Optional;

/**
 * The delivery policy of one endpoint: takes bodies from the queue, one at a time, and decides by
 * the outcome what becomes of each.
 *
 * <p>What may pass is tried again, after a wait that grows with the failures of the route, until
 * the body is too old to be of use. A refused key keeps the data, because keys are rotated and
 * sometimes refused for a moment. A body that is too large is halved, and so is one under which the
 * connection broke several times, because that is how some proxies say the same. A body that the
 * intake rejects is halved until the bad item is found, and that one dropped. What must not arrive
 * twice is given up when nobody knows whether it arrived.
 *
 * <p>While a route is closed, what waits for it is written to the spool, if there is one. Which
 * body goes next is said by {@link Turns}.
 *
 * <p>Threads: owned by the delivery thread. It has no thread and no clock of its own, so that tests
 * turn it by hand.
 */
final class DeliveryWorker {

  private final DeliveryQueue queue;
  private final Transport transport;
  private final Backlog backlog;
  private final KeyState key;
  private final DeliveryClock clock;
  private final Telemetry telemetry;
  private final Losses losses;
  private final Supervisor supervisor;
  private final Turns turns;

  DeliveryWorker(
      String endpoint,
      DeliveryQueue queue,
      Transport transport,
      Backlog backlog,
      KeyState key,
      Losses losses,
      DeliveryEnvironment environment,
      Supervisor supervisor) {
    this.queue = queue;
    this.transport = transport;
    this.backlog = backlog;
    this.key = key;
    this.losses = losses;
    this.supervisor = supervisor;
    this.clock = environment.clock();
    this.telemetry = environment.telemetry();
    this.turns = new Turns(endpoint, queue, backlog, key, environment, supervisor);
  }

  /** Attempts one body at most. Returns for how many nanoseconds there will be nothing to do. */
  long attemptOne() throws InterruptedException {
    dropExpired();
    key.checkWhenDue();
    Optional<Delivery> next = turns.take();
    if (next.isEmpty()) {
      turns.storeWhatWaits();
      return turns.nanosUntilNext();
    }
    if (next.get().isExpired(clock.seconds())) { // it came after the others were dropped
      expire(next.get());
    } else {
      attempt(next.get());
    }
    return 0;
  }

  /**
   * Delivers what can be delivered before {@code endNanos}. Routes that wait out a failure get one
   * attempt at once, and are given up when their next wait would end too late.
   */
  void drain(long endNanos) throws InterruptedException {
    key.reopen();
    turns.reopen();
    while (queue.items() > 0) {
      long idleNanos = attemptOne();
      if (idleNanos > endNanos - clock.nanos()) {
        return;
      }
      queue.await(idleNanos);
    }
  }

  /** Whether the intake refused the key when it was last asked. */
  boolean isKeyRefused() {
    return key.isRefused();
  }

  /** Whether the last attempt failed, of any kind of body, and will be repeated. */
  boolean isFailing() {
    return turns.isFailing();
  }

  private void attempt(Delivery delivery) throws InterruptedException {
    boolean sent = false;
    delivery.setUnderWay(true);
    try {
      Outcome outcome = transport.send(delivery.body());
      sent = true;
      Settlement settlement = new Settlement(delivery);
      outcome.visit(settlement);
      if (settlement.keyRefusedWith != 0) {
        key.refused(settlement.keyRefusedWith);
      }
    } finally {
      if (!sent && delivery.mustNotRepeat()) {
        giveUpUnknown(delivery, "the attempt was broken off");
      }
      delivery.setUnderWay(false);
      backlog.settle(delivery);
    }
  }

  private void dropExpired() {
    backlog.dropExpired(clock.seconds());
    queue.takeExpired(clock.seconds()).forEach(this::expire);
  }

  private void expire(Delivery expired) {
    drop(
        expired,
        DropReason.EXPIRED,
        "they could not be delivered for "
            + expired.body().kind().usefulLife().toMinutes()
            + " minutes");
    backlog.settle(expired);
  }

  private void giveUpUnknown(Delivery delivery, String reason) {
    drop(
        delivery,
        DropReason.UNKNOWN_FATE,
        "the intake may have taken them, and they must not arrive twice: " + reason);
  }

  private void drop(Delivery delivery, DropReason reason, String why) {
    if (queue.drop(delivery, reason)) {
      losses.tell(reason, delivery.body().kind(), delivery.body().items(), why);
    }
  }

  /** What an outcome means for the body that was sent and for its route. */
  private final class Settlement implements Outcome.Visitor {

    private final Delivery delivery;
    private final Body body;
    private final Route route;

    /** The status; zero while the key is not refused. */
    private int keyRefusedWith;

    Settlement(Delivery delivery) {
      this.delivery = delivery;
      this.body = delivery.body();
      this.route = turns.route(body.kind());
    }

    @Override
    public void delivered() {
      if (queue.deliver(delivery)) {
        telemetry.add(SelfMetric.ITEMS_DELIVERED, body.items());
        supervisor.delivered(body);
      }
      key.accepted();
      route.works();
    }

    @Override
    public void tryLater(Outcome.TryLater outcome) {
      fail(outcome.reason(), outcome.askedWait(), outcome.taken());
    }

    @Override
    public void connectionLost(Outcome.ConnectionLost outcome) {
      boolean ownFault = delivery.noteLostConnection();
      fail(outcome.reason(), Duration.ZERO, Taken.PERHAPS);
      if (ownFault) {
        halve();
      }
    }

    @Override
    public void keyRefused(Outcome.KeyRefused outcome) {
      telemetry.add(SelfMetric.DELIVERY_ATTEMPTS_FAILED, 1);
      keyRefusedWith = outcome.status();
    }

    @Override
    public void tooLarge() {
      route.works();
      if (delivery.canBeHalved()) {
        halve();
      } else {
        drop(delivery, DropReason.TOO_BIG, "the intake finds them too large (status 413)");
        supervisor.rejected(body, 413);
      }
    }

    @Override
    public void rejected(Outcome.Rejected outcome) {
      route.works();
      if (delivery.noteRefusal()) {
        halve();
      } else {
        drop(
            delivery,
            DropReason.REJECTED,
            "the intake rejects them with status %d; its words are not shown, they may repeat data"
                .formatted(outcome.status()));
        supervisor.rejected(body, outcome.status());
      }
    }

    /** Does nothing to a body that was given up. */
    private void halve() {
      backlog.split(delivery, delivery.halves(queue::nextNumber));
    }

    /** Unless given up, the body stays held; the end of the attempt puts it back. */
    private void fail(String reason, Duration askedWait, Taken taken) {
      telemetry.add(SelfMetric.DELIVERY_ATTEMPTS_FAILED, 1);
      route.fails(reason, askedWait, queue.items());
      supervisor.failed(reason);
      if (taken == Taken.PERHAPS && delivery.mustNotRepeat()) {
        giveUpUnknown(delivery, reason);
      }
    }
  }
}
