package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveryWorkerTest {

  private static final Outcome LATER = new Outcome.TryLater("status 503", Duration.ZERO, Taken.NO);
  private static final Outcome LOST = new Outcome.ConnectionLost("connection reset");
  private static final Duration MAX_AGE = BodyKind.SERIES.usefulLife();
  private static final long LONGEST_JITTER = -1L;

  private final HandClock clock = new HandClock();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final DeliveryEnvironment environment =
      new DeliveryEnvironment(clock, () -> LONGEST_JITTER, telemetry, log, log.limited(10));
  private final Losses losses = new Losses("there", telemetry, log.limited(10));
  private final DeliveryQueue queue = new DeliveryQueue(1_000_000);
  private final CurrentKey key = new CurrentKey(Endpoints.with(new ReplaceableKey()), log);
  private final DeliveryWorker worker = worker(transport);

  @Test
  void deliversNewestFirst() throws InterruptedException {
    accept(Bodies.series(1, 10));
    accept(Bodies.series(1, 30));
    accept(Bodies.series(1, 20));

    attempts(3);

    assertEquals(
        List.of(30L, 20L, 10L), transport.sent.stream().map(Body::createdSeconds).toList());
    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void waitsLongerAfterEveryFailureUpToTheMaximum() throws InterruptedException {
    accept(Bodies.series(1, 0));

    for (long seconds : new long[] {2, 4, 8, 16, 32, 64, 64}) {
      transport.then(LATER);
      assertEquals(0, worker.attemptOne());
      clock.move(Duration.ofSeconds(seconds).minusMillis(1));
      assertTrue(worker.attemptOne() > 0, "after " + seconds + " s");
      clock.move(Duration.ofMillis(1));
    }

    assertEquals(7, transport.sent.size());
    assertEquals(7, telemetry.total(SelfMetric.DELIVERY_ATTEMPTS_FAILED));
    assertAddsUp();
  }

  @Test
  void logsFailureAndRecoveryOnceHoweverManyAttemptsThereAre() throws InterruptedException {
    accept(Bodies.series(5, 0));
    transport.then(LATER, LATER, LATER);

    for (int attempt = 0; attempt < 4; attempt++) {
      worker.attemptOne();
      clock.move(Backoff.MAX);
    }

    List<String> lines = lines();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines
            .get(0)
            .endsWith(
                "WARN Delivery of series to there fails: status 503; 5 items wait, next try in 2.0 s,"
                    + " data is kept for 55 minutes"),
        lines.get(0));
    assertTrue(lines.get(1).endsWith("works again (failed attempts: 3)"), lines.get(1));
  }

  @Test
  void waitsAsLongAsTheIntakeAsksButNotForEver() throws InterruptedException {
    accept(Bodies.series(1, 0));
    transport.then(
        new Outcome.TryLater("status 429", Duration.ofSeconds(40), Taken.NO),
        new Outcome.TryLater("status 429", Duration.ofDays(1), Taken.NO));

    worker.attemptOne();
    long first = worker.attemptOne();
    clock.move(Duration.ofSeconds(40));
    worker.attemptOne();
    long second = worker.attemptOne();

    assertEquals(Duration.ofSeconds(40).toNanos(), first);
    assertEquals(DeliveryWorker.MAX_ASKED_WAIT.toNanos(), second);
  }

  @Test
  void triesBodyToTheLastSecondOfItsAge() throws InterruptedException {
    accept(Bodies.series(3, 0));
    transport.then(LATER);

    worker.attemptOne();
    clock.move(MAX_AGE);
    worker.attemptOne();

    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void dropsBodyAsExpiredWhenTheFaultOutlastsIt() throws InterruptedException {
    accept(Bodies.series(3, 0));
    transport.then(LATER);

    worker.attemptOne();
    clock.move(MAX_AGE.plusSeconds(1));
    worker.attemptOne();

    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(1, transport.sent.size());
    assertAddsUp();
  }

  @Test
  void halvesTooLargeBodyDownToTheItemThatIsTooLargeAlone() throws InterruptedException {
    accept(Bodies.series(5, 0));
    transport.then(
        new Outcome.TooLarge(), // 5 items, become 2 and 3; of equal age the last one goes first
        new Outcome.TooLarge(), // 3 items, become 1 and 2
        new Outcome.Delivered(), // 2 items
        new Outcome.TooLarge(), // 1 item
        new Outcome.Delivered()); // 2 items

    attempts(5);

    assertEquals(List.of(5, 3, 2, 1, 2), transport.sent.stream().map(Body::items).toList());
    assertEquals(4, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_TOO_BIG));
    assertAddsUp();
  }

  @Test
  void dropsOneRejectedItemWithTheStatusAndNoWordOfTheIntake() throws InterruptedException {
    accept(Bodies.series(1, 0));
    transport.then(new Outcome.Rejected(400));

    attempts(1);

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertTrue(lines().get(0).contains("rejects them with status 400"), lines().toString());
    assertAddsUp();
  }

  @Test
  void dropsOnlyTheBadItemOfRejectedBody() throws InterruptedException {
    accept(Bodies.series(1000, 0));
    transport.rejectBodiesWith("m271");

    attempts(100);

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertEquals(999, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertTrue(transport.sent.size() <= 25, "requests: " + transport.sent.size());
    assertAddsUp();
  }

  @Test
  void givesUpRejectedBodyWithoutThousandsOfRequestsWhenAllItemsAreBad()
      throws InterruptedException {
    accept(Bodies.series(1000, 0));
    transport.rejectBodiesWith("m");

    attempts(200);

    assertEquals(1000, telemetry.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertTrue(transport.sent.size() <= 70, "requests: " + transport.sent.size());
    assertAddsUp();
  }

  @Test
  void halvesBodyUnderWhichTheConnectionBreaksRepeatedly() throws InterruptedException {
    accept(Bodies.series(8, 0));
    transport.then(LOST, LOST, LOST);

    for (int attempt = 0; attempt < 5; attempt++) {
      worker.attemptOne();
      clock.move(Backoff.MAX);
    }

    assertEquals(List.of(8, 8, 8, 4, 4), transport.sent.stream().map(Body::items).toList());
    assertEquals(8, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void givesUpBodyOfUnknownFateWhenItMustNotArriveTwice() throws InterruptedException {
    accept(Bodies.sketchAtMostOnce(0));
    transport.then(LOST);

    attempts(1);

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_UNKNOWN_FATE));
    assertEquals(0, queue.items());
    assertAddsUp();
  }

  @Test
  void keepsBodyThatMustNotArriveTwiceWhenItCannotHaveArrived() throws InterruptedException {
    accept(Bodies.sketchAtMostOnce(0));
    transport.then(LATER);

    worker.attemptOne();
    clock.move(Backoff.MAX);
    worker.attemptOne();

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void sendsEventsOldestFirstAndLetsKindsTakeTurns() throws InterruptedException {
    for (long second : new long[] {20, 10}) {
      accept(Bodies.event(second));
      accept(Bodies.series(1, second));
    }

    attempts(4);

    assertEquals(
        List.of("series 20", "events 10", "series 10", "events 20"),
        transport.sent.stream()
            .map(body -> body.kind().label() + " " + body.createdSeconds())
            .toList());
  }

  @Test
  void keepsLogsAndEventsLongerThanMetricsAndChecksShorter() throws InterruptedException {
    accept(Bodies.series(1, 0));
    accept(Bodies.event(0));
    transport.then(LATER, LATER);
    attempts(2);

    clock.move(Duration.ofHours(17));
    attempts(1);

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(Duration.ofMinutes(9), BodyKind.CHECKS.usefulLife());
  }

  @Test
  void deliversOtherKindWhenOneRouteFails() throws InterruptedException {
    accept(Bodies.series(1, 0));
    accept(Bodies.sketch(1));
    transport.then(LATER);

    attempts(2);

    assertEquals(
        List.of(BodyKind.SERIES, BodyKind.SKETCHES),
        transport.sent.stream().map(Body::kind).toList());
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  /** As a bucket that a jump of the clock has ended, added after the look for what is too old. */
  @Test
  void doesNotSendWhatExpiresBetweenTheLookAtAllAndItsTurn() throws InterruptedException {
    accept(Bodies.series(3, 0));
    DeliveryWorker interrupted =
        worker(
            transport,
            () -> {
              clock.setWall(MAX_AGE.plusSeconds(1));
              return KeyCheck.Verdict.VALID;
            });

    interrupted.attemptOne();

    assertEquals(0, transport.sent.size());
    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertAddsUp();
  }

  @Test
  void putsBodyBackWhenTransportThrows() {
    DeliveryWorker broken =
        worker(
            body -> {
              throw new IllegalStateException("defect");
            });
    accept(Bodies.series(2, 0));

    assertThrows(IllegalStateException.class, broken::attemptOne);

    assertEquals(2, queue.items());
    assertTrue(queue.holdsAny(BodyKind.SERIES));
  }

  @Test
  void drainTriesAtOnceWhateverARouteIsWaitingFor() throws InterruptedException {
    accept(Bodies.series(1, 0));
    transport.then(LATER);
    worker.attemptOne();

    worker.drain(Duration.ofSeconds(8).toNanos());

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void drainGivesUpWhenTheNextWaitIsLongerThanTheRest() throws InterruptedException {
    accept(Bodies.series(1, 0));
    transport.then(LATER, LATER);
    worker.attemptOne();

    worker.drain(Duration.ofSeconds(3).toNanos());

    assertEquals(2, transport.sent.size());
    assertEquals(1, queue.items());
    assertAddsUp();
  }

  private DeliveryWorker worker(Transport way) {
    return worker(way, new ScriptedKeyCheck());
  }

  private DeliveryWorker worker(Transport way, KeyCheck check) {
    KeyState keyState = new KeyState("there", key, check, clock, log);
    Backlog none = Rig.withoutDisk(queue, losses, environment);
    return new DeliveryWorker(
        "there", queue, way, none, keyState, losses, environment, Supervisor.NONE);
  }

  private void accept(Encoded encoded) {
    encoded.bodies().forEach(queue::accept);
  }

  private void attempts(int count) throws InterruptedException {
    for (int attempt = 0; attempt < count; attempt++) {
      worker.attemptOne();
    }
  }

  private void assertAddsUp() {
    queue.figures("there").forEach(figures -> assertTrue(figures.addsUp(), figures.toString()));
  }

  private List<String> lines() {
    return logged.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
