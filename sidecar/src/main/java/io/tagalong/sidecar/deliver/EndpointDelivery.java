package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.encode.Oversized;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Delivers to one endpoint, with a queue and a thread of its own, so that no other endpoint's
 * trouble is its own.
 *
 * <p>Threads: the flush thread calls {@link #accept}, which never waits for the network; the thread
 * that stops the sidecar calls {@link #beginStop} and {@link #endStop}. What they share with the
 * delivery thread is the queue, which has its own lock, and the end of the drain.
 */
final class EndpointDelivery {

  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(2);

  /** For an interrupted request to unwind. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** For the rest to be written to the spool. */
  private static final Duration STORING = Duration.ofSeconds(2);

  /** What was left at the end, in items. */
  record Rest(long spooled, long dropped) {}

  private final String name;
  private final DeliveryQueue queue;
  private final Backlog backlog;
  private final DeliveryWorker worker;
  private final DeliveryEnvironment environment;
  private final Losses losses;
  private final Thread thread;

  /** Written by the stopping thread, read by the delivery thread; the end first, then the flag. */
  private volatile boolean stopping;

  private volatile long drainEndNanos;

  /**
   * Creates the delivery; {@link #start} sets it going.
   *
   * @param number ends the thread's name
   * @param maxQueueBytes most bytes of bodies that wait or are on their way
   */
  EndpointDelivery(
      Endpoint endpoint,
      int number,
      IntakeConnection connection,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      DeliveryEnvironment environment) {
    this.name = endpoint.name();
    this.environment = environment;
    this.queue = new DeliveryQueue(maxQueueBytes);
    this.losses = new Losses(name, environment.telemetry(), environment.limitedLog());
    this.backlog = Backlog.open(endpoint, spool, queue, losses, environment);
    CurrentKey key = new CurrentKey(endpoint, environment.log());
    IntakeConnection.Opened opened = connection.open(endpoint.hosts(), key);
    KeyState keyState =
        new KeyState(name, key, opened.keyCheck(), environment.clock(), environment.log());
    this.worker =
        new DeliveryWorker(name, queue, opened.transport(), backlog, keyState, losses, environment);
    this.thread = new Thread(this::run, "tagalong-deliver-" + number);
  }

  void start() {
    thread.start();
  }

  void accept(Encoded encoded) {
    environment.telemetry().add(SelfMetric.ITEMS_ACCEPTED, encoded.items());
    for (Oversized item : encoded.oversized()) {
      queue.acceptAndDrop(item.kind(), 1, DropReason.TOO_BIG);
      losses.tell(
          DropReason.TOO_BIG, item.kind(), 1, item.name() + " exceeds the size of a body alone");
    }
    encoded.bodies().forEach(queue::accept);
    makeRoom();
  }

  /** Lets the delivery thread deliver until then, and no longer. */
  void beginStop(long endNanos) {
    Duration after = backlog.isOn() ? GRACE.plus(STORING) : GRACE;
    drainEndNanos = endNanos - after.toNanos();
    stopping = true;
    queue.wake();
  }

  /** Waits for the end of the drain, stores the rest or gives it up, and tells which. */
  Rest endStop() {
    try {
      join(Duration.ofNanos(drainEndNanos - environment.clock().nanos()));
      thread.interrupt();
      join(GRACE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt(); // the rest is given up at once
    }
    long dropped = 0;
    for (Delivery delivery : queue.takeOver()) {
      if (!backlog.store(delivery) && queue.drop(delivery, DropReason.SHUTDOWN)) {
        environment.telemetry().add(SelfMetric.ITEMS_DROPPED_SHUTDOWN, delivery.body().items());
        dropped += delivery.body().items();
      }
    }
    backlog.close();
    return new Rest(figures().stream().mapToLong(DeliveryFigures::spooled).sum(), dropped);
  }

  String name() {
    return name;
  }

  List<DeliveryFigures> figures() {
    return queue.figures(name);
  }

  private void makeRoom() {
    for (var oldest = queue.overflow(); oldest.isPresent(); oldest = queue.overflow()) {
      Body body = oldest.get().body();
      if (!backlog.store(oldest.get()) && queue.drop(oldest.get(), DropReason.QUEUE_FULL)) {
        losses.tell(
            DropReason.QUEUE_FULL,
            body.kind(),
            body.items(),
            "the delivery queue is full; --queue-bytes makes it larger");
      }
    }
  }

  private void join(Duration budget) throws InterruptedException {
    if (budget.toMillis() > 0) { // join(0) would wait for ever
      thread.join(budget.toMillis());
    }
  }

  private void run() {
    try {
      while (!stopping) {
        attemptOne();
      }
      worker.drain(drainEndNanos);
    } catch (InterruptedException budgetIsSpent) {
      return; // the stopping thread counts and logs what is left
    }
  }

  private void attemptOne() throws InterruptedException {
    try {
      queue.await(worker.attemptOne());
    } catch (RuntimeException | Error defect) {
      environment
          .log()
          .error(
              "A defect broke off a delivery to %s (%s); the data is kept and delivery goes on in %d s"
                  .formatted(name, defect, PAUSE_AFTER_DEFECT.toSeconds()));
      queue.await(PAUSE_AFTER_DEFECT.toNanos());
    }
  }
}
