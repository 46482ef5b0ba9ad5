package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.ItemAccount;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.SimulatedTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A clock that is set while distributions and an event wait for their routes. The route of series
 * stays open for the sidecar's account; what it holds itself at the jump is of the bucket that the
 * jump ends.
 */
class ClockJumpIT extends IntakeTest {
  private static final String EVENTS_ROUTE = "/api/v1/events";
  private static final String SKETCHES_ROUTE = "/api/beta/sketches";
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final int WAITING = 3;

  /** Longer than the longest wait between two attempts, 64 s. */
  private static final Duration A_WAIT = Duration.ofSeconds(70);

  /** As after a machine was suspended: no time has passed for what waits. */
  @Test
  void countsAsExpiredWhatAJumpOfTwoHoursMakesTooOld() throws Exception {
    SimulatedTime time = SimulatedTime.start(intake);
    ItemAccount sketches = new ItemAccount(intake, "sketches");
    ItemAccount events = new ItemAccount(intake, "events");

    try (SidecarProcess sidecar = time.sidecar().expectingLosses("items.dropped.expired")) {
      queue(time);
      time.setIntake(Duration.ofHours(2));
      time.setSidecar(Duration.ofHours(2));
      sidecar.send("price:7|d|#wait:no\norders:5|c");
      intake.faults().clear();
      pass(time, A_WAIT);
      sidecar.awaitWhile(() -> intake.metrics().summary("price").count() == 0);
      sidecar.awaitWhile(() -> intake.held().events().isEmpty());
      pass(time, BUCKET.multipliedBy(2));
      sidecar.terminate();
    }

    assertEquals(WAITING, sketches.dropped("expired"));
    assertEquals(WAITING, sketches.dropped());
    assertEquals(1, sketches.delivered());
    sketches.assertBalanced();
    assertEquals(1, events.delivered(), "an event is of use for longer");
    events.assertBalanced();
    assertEquals(1, intake.held().events().size());
    assertEquals(7, intake.metrics().summary("price", "wait:no").sum(), 1e-9);
    assertEquals(1, intake.metrics().summary("price").count());
    assertEquals(5, intake.metrics().total("orders"));
  }

  /** What waits is delivered before the intake's clock is set back, too: it takes no future. */
  @Test
  void losesAndDelaysNothingWhenTheClockIsSetBackByADay() throws Exception {
    SimulatedTime time = SimulatedTime.start(intake);
    ItemAccount sketches = new ItemAccount(intake, "sketches");
    ItemAccount events = new ItemAccount(intake, "events");

    try (SidecarProcess sidecar = time.sidecar()) {
      queue(time);
      sidecar.send("orders:3|c");
      time.setSidecar(Duration.ofDays(-1));
      intake.faults().clear();
      time.passForWhatWaits(A_WAIT);
      sidecar.awaitWhile(() -> intake.metrics().summary("price").count() < WAITING);
      sidecar.awaitWhile(() -> intake.metrics().total("orders") < 3);
      sidecar.awaitWhile(() -> intake.held().events().isEmpty());
      time.setIntake(Duration.ofDays(-1));
      sidecar.send("price:7|d\norders:5|c");
      time.pass(BUCKET);
      sidecar.awaitWhile(() -> intake.metrics().summary("price").count() <= WAITING);
      pass(time, BUCKET.multipliedBy(2));
      sidecar.terminate();
    }

    // The gauges of what is queued are those of the later day: the intake has them as the latest.
    assertEquals(WAITING + 1, sketches.accepted());
    assertEquals(WAITING + 1, sketches.delivered());
    assertEquals(1, events.accepted());
    assertEquals(1, events.delivered());
    assertEquals(0, sketches.dropped() + events.dropped());
    assertEquals(1 + 2 + 3 + 7, intake.metrics().summary("price").sum(), 1e-9);
    assertEquals(3 + 5, intake.metrics().total("orders"));
  }

  /**
   * Has distributions of three buckets and an event wait, and nothing else: the sidecar's account
   * of them has arrived.
   */
  private void queue(SimulatedTime time) throws Exception {
    intake.faults().add(SKETCHES_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
    intake.faults().add(EVENTS_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
    time.sidecar().send("_e{5,4}:title|text");
    for (int bucket = 1; bucket <= WAITING; bucket++) {
      time.sidecar().send("price:" + bucket + "|d|#wait:" + bucket);
      passAndSee(time);
    }
    passAndSee(time);
    passAndSee(time);
  }

  /** Waits until the series of the bucket that ends have arrived, all in one body. */
  private void passAndSee(SimulatedTime time) throws Exception {
    double seen = intake.metrics().total("marks");
    time.sidecar().send("marks:1|c");
    time.pass(BUCKET);
    time.sidecar().awaitWhile(() -> intake.metrics().total("marks") == seen);
  }

  private static void pass(SimulatedTime time, Duration duration) throws Exception {
    for (long i = duration.dividedBy(BUCKET); i > 0; i--) {
      time.pass(BUCKET);
    }
  }
}
