package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.encode.Oversized;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivers to one endpoint, with a queue and a thread of its own, so that no other endpoint's
 * trouble is its own.
 *
 * <p>Threads: the flush thread calls {@link #accept}, which never waits for the network; a thread
 * for the purpose calls {@link #stop}. What they share with the delivery thread is the queue, which
 * has its own lock, and the end of the drain. Any thread may redirect it or wake it.
 */
public final class EndpointDelivery implements SupervisedDelivery {

  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(2);

  /** For an interrupted request to unwind. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** For the rest to be written to the spool. */
  private static final Duration STORING = Duration.ofSeconds(2);

  private final String name;
  private final long maxQueueBytes;
  private final DeliveryQueue queue;
  private final Backlog backlog;
  private final DeliveryWorker worker;
  private final DeliveryEnvironment environment;
  private final Losses losses;
  private final Supervisor supervisor;
  private final Thread thread;
  private final IntakeConnection connection;
  private final CurrentKey key;

  /** Written by whoever redirects, read by the delivery thread. */
  private volatile IntakeConnection.Opened way;

  /** Written by the stopping thread, read by the delivery thread; the end first, then the flag. */
  private volatile boolean stopping;

  private volatile long drainEndNanos;

  /** Written by the delivery thread after each attempt, read by the event loop for the gauges. */
  private volatile boolean keyRefused;

  /** The same. */
  private volatile boolean failing;

  /** Added to by the thread that runs {@link #stop}, and by the one that waits for it. */
  private final AtomicLong givenUp = new AtomicLong();

  /**
   * Creates the delivery; {@link #start} sets it going.
   *
   * @param suffix ends the threads' names
   * @param maxQueueBytes most bytes of bodies that wait or are on their way
   * @param supervisor says when it may send
   */
  EndpointDelivery(
      Endpoint endpoint,
      String suffix,
      IntakeConnection connection,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      DeliveryEnvironment environment,
      Supervisor supervisor) {
    this.name = endpoint.name();
    this.maxQueueBytes = maxQueueBytes;
    this.environment = environment;
    this.queue = new DeliveryQueue(maxQueueBytes);
    this.losses = new Losses(name, environment.telemetry(), environment.limitedLog());
    this.supervisor = supervisor;
    GuardedSpool guarded = GuardedSpool.open(endpoint, suffix, spool, environment);
    this.backlog = new Backlog(guarded, queue, losses, environment.telemetry());
    this.connection = connection;
    this.key = new CurrentKey(endpoint, environment.log());
    this.way = connection.open(endpoint.hosts(), key);
    KeyState keyState =
        new KeyState(
            name, key, () -> way.keyCheck().check(), environment.clock(), environment.log());
    this.worker =
        new DeliveryWorker(
            name,
            queue,
            body -> way.transport().send(body),
            backlog,
            keyState,
            losses,
            environment,
            supervisor);
    this.thread = new Thread(this::run, "tagalong-deliver-" + suffix);
  }

  /** A delivery besides those to the endpoints that get everything. */
  public static SupervisedDelivery supervised(
      Endpoint endpoint,
      String suffix,
      HttpConnection http,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      DeliveryEnvironment environment,
      Supervisor supervisor) {
    return new EndpointDelivery(
        endpoint, suffix, http, maxQueueBytes, spool, environment, supervisor);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void accept(Encoded encoded) {
    environment.telemetry().add(SelfMetric.ITEMS_ACCEPTED, encoded.items());
    for (Oversized item : encoded.oversized()) {
      queue.acceptAndDrop(item.kind(), 1, DropReason.TOO_BIG);
      losses.tell(
          DropReason.TOO_BIG, item.kind(), 1, item.name() + " exceeds the size of a body alone");
    }
    encoded.bodies().forEach(this::accept);
    backlog.makeRoom();
  }

  private void accept(Body body) {
    if (!queue.accept(body)) {
      losses.tell(
          DropReason.SHUTDOWN,
          body.kind(),
          body.items(),
          "they came when the delivery had stopped");
    }
  }

  /**
   * Lets the delivery thread deliver for a while, then stores the rest or gives it up. Returns when
   * that is done, and if the disk lets it, not after {@code endNanos}.
   */
  @Override
  public void stop(long endNanos) {
    Duration after = backlog.isOn() ? GRACE.plus(STORING) : GRACE;
    drainEndNanos = endNanos - after.toNanos();
    stopping = true;
    queue.wake();
    try {
      join(drainEndNanos);
      thread.interrupt();
      join(Math.min(endNanos, environment.clock().nanos() + GRACE.toNanos()));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt(); // the rest is given up at once
    }
    for (Delivery delivery : queue.takeOver()) {
      boolean inTime = environment.clock().nanos() - endNanos < 0;
      if (delivery.isUnderWay() && delivery.mustNotRepeat()) {
        giveUp(delivery, DropReason.UNKNOWN_FATE);
      } else if (!inTime || !backlog.store(delivery)) {
        giveUp(delivery, DropReason.SHUTDOWN);
      }
    }
    backlog.close();
  }

  /** Gives up what {@link #stop} has left, because the disk did not answer in time. */
  @Override
  public void abandon() {
    queue.takeOver().forEach(delivery -> giveUp(delivery, DropReason.SHUTDOWN));
  }

  @Override
  public void discard() {
    drainEndNanos = environment.clock().nanos();
    stopping = true;
    thread.interrupt();
    try {
      join(environment.clock().nanos() + GRACE.toNanos());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt(); // what it still does is refused its outcome
    }
    queue.takeOver().forEach(delivery -> giveUp(delivery, DropReason.DISCONNECTED));
    backlog.discard();
    backlog.close();
  }

  private void giveUp(Delivery delivery, DropReason reason) {
    if (queue.drop(delivery, reason)) {
      environment.telemetry().add(reason.counter(), delivery.body().items());
      givenUp.addAndGet(delivery.body().items());
    }
  }

  @Override
  public void redirect(IntakeHosts hosts) {
    way = connection.open(hosts, key);
  }

  @Override
  public void wake() {
    queue.wake();
  }

  @Override
  public boolean hasRoom() {
    return queue.bytes() <= maxQueueBytes / 2;
  }

  @Override
  public void tellRest(Duration budget) {
    long spooled = figures().stream().mapToLong(DeliveryFigures::spooled).sum();
    long dropped = givenUp.get();
    if (spooled > 0) {
      environment
          .log()
          .info(
              "Stopped: %d items for %s are in the spool, and are delivered after the next start"
                  .formatted(spooled, name));
    }
    if (dropped > 0) {
      environment
          .log()
          .warn(
              "Stopped: dropped %d items that %s had not taken; delivery had %d s to end"
                  .formatted(dropped, name, budget.toSeconds()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<DeliveryFigures> figures() {
    return queue.figures(name);
  }

  @Override
  public EndpointState state() {
    return new EndpointState(name, keyRefused, failing, spoolState());
  }

  private EndpointState.Spool spoolState() {
    if (backlog.isDegraded()) {
      return EndpointState.Spool.DEGRADED;
    }
    return backlog.isOn() ? EndpointState.Spool.WORKS : EndpointState.Spool.NONE;
  }

  private void join(long endNanos) throws InterruptedException {
    long millis = Duration.ofNanos(endNanos - environment.clock().nanos()).toMillis();
    if (millis > 0) { // join(0) would wait for ever
      thread.join(millis);
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
      long idleNanos = worker.attemptOne();
      keyRefused = worker.isKeyRefused();
      failing = worker.isFailing();
      supervisor.turned(keyRefused);
      queue.await(idleNanos);
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
