package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.telemetry.LimitedLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Accepts bodies and delivers them on a thread of its own, {@code tagalong-deliver-0}.
 *
 * <p>Every item accepted is delivered in the end, or dropped with a reason. {@link #figures} adds
 * up whenever no item is just changing hands.
 *
 * <p>Threads: the flush thread calls {@link #accept}, which never waits for the network; the thread
 * that stops the sidecar calls {@link #stop}. What they share with the delivery thread is the
 * queue, which has its own lock, and the end of the drain.
 */
public final class Deliverer {

  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(2);

  /** For an interrupted request to unwind. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final DeliveryQueue queue;
  private final DeliveryWorker worker;
  private final DeliveryClock clock;
  private final Telemetry telemetry;
  private final Losses losses;
  private final Log log;
  private final Thread thread = new Thread(this::run, "tagalong-deliver-0");

  /** Written by the stopping thread, read by the delivery thread; the end first, then the flag. */
  private volatile boolean stopping;

  private volatile long drainEndNanos;

  /**
   * Creates the deliverer; {@link #start} sets it going.
   *
   * @param maxQueueBytes most compressed bytes that wait or are on their way
   * @param random spreads the retries of many sidecars
   */
  public Deliverer(
      Transport transport,
      long maxQueueBytes,
      DeliveryClock clock,
      RandomGenerator random,
      Telemetry telemetry,
      Log log,
      LimitedLog limitedLog) {
    this.queue = new DeliveryQueue(maxQueueBytes);
    this.clock = clock;
    this.telemetry = telemetry;
    this.losses = new Losses(telemetry, limitedLog);
    this.log = log;
    this.worker =
        new DeliveryWorker(queue, transport, clock, new Backoff(random), telemetry, losses, log);
  }

  public void start() {
    thread.start();
  }

  /** Queues the bodies, and counts what the encoder found too large for any body. */
  public void accept(Encoded encoded) {
    telemetry.add(SelfMetric.ITEMS_ACCEPTED, encoded.items());
    for (String metric : encoded.oversized()) {
      losses.drop(
          SelfMetric.ITEMS_DROPPED_TOO_BIG, 1, metric + " has more tags or bins than a body holds");
    }
    for (Body body : encoded.bodies()) {
      losses.dropFromFullQueue(queue.add(body));
    }
  }

  /** Delivers what can be delivered within the budget, and gives up the rest. */
  public void stop(Duration budget) {
    drainEndNanos = clock.nanos() + budget.toNanos();
    stopping = true;
    queue.wake();
    try {
      thread.join(budget.toMillis());
      thread.interrupt();
      thread.join(GRACE.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt(); // the rest is given up at once
    }
    long left = queue.empty().stream().mapToLong(Body::items).sum();
    telemetry.add(SelfMetric.ITEMS_DROPPED_SHUTDOWN, left);
    if (left > 0) {
      log.warn(
          "Stopped: dropped %d series or sketches that were not delivered; delivery had %d s to end"
              .formatted(left, budget.toSeconds()));
    }
  }

  /** The account of all items so far. */
  public DeliveryFigures figures() {
    return new DeliveryFigures(
        telemetry.total(SelfMetric.ITEMS_ACCEPTED),
        telemetry.total(SelfMetric.ITEMS_DELIVERED),
        queue.items(),
        losses.total());
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
      log.error(
          "A defect broke off a delivery (%s); the data is kept and delivery goes on in %d s"
              .formatted(defect, PAUSE_AFTER_DEFECT.toSeconds()));
      queue.await(PAUSE_AFTER_DEFECT.toNanos());
    }
  }
}
