package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveryWorkerTest {

  private static final Outcome LOST = new Outcome.ConnectionLost("connection reset");
  private static final Duration MAX_AGE = BodyKind.SERIES.usefulLife();

  private final Rig rig = Rig.inMemory();

  @Test
  void deliversNewestFirst() throws InterruptedException {
    rig.accept(Bodies.series(1, 10));
    rig.accept(Bodies.series(1, 30));
    rig.accept(Bodies.series(1, 20));

    rig.attempts(3);

    assertEquals(
        List.of(30L, 20L, 10L), rig.transport.sent.stream().map(Body::createdSeconds).toList());
    assertEquals(3, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void waitsLongerAfterEveryFailureUpToTheMaximum() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));

    for (long seconds : new long[] {2, 4, 8, 16, 32, 64, 64}) {
      rig.transport.then(Rig.LATER);
      assertEquals(0, rig.attempt());
      rig.clock.move(Duration.ofSeconds(seconds).minusMillis(1));
      assertTrue(rig.attempt() > 0, "after " + seconds + " s");
      rig.clock.move(Duration.ofMillis(1));
    }

    assertEquals(7, rig.transport.sent.size());
    assertEquals(7, rig.total(SelfMetric.DELIVERY_ATTEMPTS_FAILED));
  }

  @Test
  void logsFailureAndRecoveryOnceHoweverManyAttemptsThereAre() throws InterruptedException {
    rig.accept(Bodies.series(5, 0));
    rig.transport.then(Rig.LATER, Rig.LATER, Rig.LATER);

    for (int attempt = 0; attempt < 4; attempt++) {
      rig.attempt();
      rig.clock.move(Backoff.MAX);
    }

    List<String> lines = rig.logLines();
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
    rig.accept(Bodies.series(1, 0));
    rig.transport.then(
        new Outcome.TryLater("status 429", Duration.ofSeconds(40), Taken.NO),
        new Outcome.TryLater("status 429", Duration.ofDays(1), Taken.NO));

    rig.attempt();
    long first = rig.attempt();
    rig.clock.move(Duration.ofSeconds(40));
    rig.attempt();
    long second = rig.attempt();

    assertEquals(Duration.ofSeconds(40).toNanos(), first);
    assertEquals(BodyKind.SERIES.usefulLife().toNanos(), second);
  }

  @Test
  void triesBodyToTheLastSecondOfItsAge() throws InterruptedException {
    rig.accept(Bodies.series(3, 0));
    rig.transport.then(Rig.LATER);

    rig.attempt();
    rig.clock.move(MAX_AGE);
    rig.attempt();

    assertEquals(3, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void dropsBodyAsExpiredWhenTheFaultOutlastsIt() throws InterruptedException {
    rig.accept(Bodies.series(3, 0));
    rig.transport.then(Rig.LATER);

    rig.attempt();
    rig.clock.move(MAX_AGE.plusSeconds(1));
    rig.attempt();

    assertEquals(3, rig.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(1, rig.transport.sent.size());
  }

  @Test
  void halvesTooLargeBodyDownToTheItemThatIsTooLargeAlone() throws InterruptedException {
    rig.accept(Bodies.series(5, 0));
    rig.transport.then(
        new Outcome.TooLarge(), // 5 items, become 2 and 3; of equal age the last one goes first
        new Outcome.TooLarge(), // 3 items, become 1 and 2
        new Outcome.Delivered(), // 2 items
        new Outcome.TooLarge(), // 1 item
        new Outcome.Delivered()); // 2 items

    rig.attempts(5);

    assertEquals(List.of(5, 3, 2, 1, 2), rig.transport.sent.stream().map(Body::items).toList());
    assertEquals(4, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(1, rig.total(SelfMetric.ITEMS_DROPPED_TOO_BIG));
  }

  @Test
  void dropsOneRejectedItemWithTheStatusAndNoWordOfTheIntake() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.transport.then(new Outcome.Rejected(400));

    rig.attempts(1);

    assertEquals(1, rig.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertTrue(
        rig.logLines().get(0).contains("rejects them with status 400"), rig.logLines().toString());
  }

  @Test
  void dropsOnlyTheBadItemOfRejectedBody() throws InterruptedException {
    rig.accept(Bodies.series(1000, 0));
    rig.transport.rejectBodiesWith("m271");

    rig.attempts(100);

    assertEquals(1, rig.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertEquals(999, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertTrue(rig.transport.sent.size() <= 25, "requests: " + rig.transport.sent.size());
  }

  @Test
  void givesUpRejectedBodyWithoutThousandsOfRequestsWhenAllItemsAreBad()
      throws InterruptedException {
    rig.accept(Bodies.series(1000, 0));
    rig.transport.rejectBodiesWith("m");

    rig.attempts(200);

    assertEquals(1000, rig.total(SelfMetric.ITEMS_DROPPED_REJECTED));
    assertTrue(rig.transport.sent.size() <= 70, "requests: " + rig.transport.sent.size());
  }

  @Test
  void halvesBodyUnderWhichTheConnectionBreaksRepeatedly() throws InterruptedException {
    rig.accept(Bodies.series(8, 0));
    rig.transport.then(LOST, LOST, LOST);

    for (int attempt = 0; attempt < 5; attempt++) {
      rig.attempt();
      rig.clock.move(Backoff.MAX);
    }

    assertEquals(List.of(8, 8, 8, 4, 4), rig.transport.sent.stream().map(Body::items).toList());
    assertEquals(8, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void givesUpBodyOfUnknownFateWhenItMustNotArriveTwice() throws InterruptedException {
    rig.accept(Bodies.sketchAtMostOnce(0));
    rig.transport.then(LOST);

    rig.attempts(1);

    assertEquals(1, rig.total(SelfMetric.ITEMS_DROPPED_UNKNOWN_FATE));
    assertEquals(0, rig.queue.items());
  }

  @Test
  void keepsBodyThatMustNotArriveTwiceWhenItCannotHaveArrived() throws InterruptedException {
    rig.accept(Bodies.sketchAtMostOnce(0));
    rig.transport.then(Rig.LATER);

    rig.attempt();
    rig.clock.move(Backoff.MAX);
    rig.attempt();

    assertEquals(1, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void sendsEventsOldestFirstAndLetsKindsTakeTurns() throws InterruptedException {
    for (long second : new long[] {20, 10}) {
      rig.accept(Bodies.event(second));
      rig.accept(Bodies.series(1, second));
    }

    rig.attempts(4);

    assertEquals(
        List.of("series 20", "events 10", "series 10", "events 20"),
        rig.transport.sent.stream()
            .map(body -> body.kind().label() + " " + body.createdSeconds())
            .toList());
  }

  @Test
  void keepsLogsAndEventsLongerThanMetricsAndChecksShorter() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.accept(Bodies.event(0));
    rig.transport.then(Rig.LATER, Rig.LATER);
    rig.attempts(2);

    rig.clock.move(Duration.ofHours(17));
    rig.attempts(1);

    assertEquals(1, rig.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
    assertEquals(1, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(Duration.ofMinutes(9), BodyKind.CHECKS.usefulLife());
  }

  @Test
  void deliversOtherKindWhenOneRouteFails() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.accept(Bodies.sketch(1));
    rig.transport.then(Rig.LATER);

    rig.attempts(2);

    assertEquals(
        List.of(BodyKind.SERIES, BodyKind.SKETCHES),
        rig.transport.sent.stream().map(Body::kind).toList());
    assertEquals(1, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  /** As a bucket that a jump of the clock has ended, added after the look for what is too old. */
  @Test
  void doesNotSendWhatExpiresBetweenTheLookAtAllAndItsTurn() throws InterruptedException {
    rig.accept(Bodies.series(3, 0));
    rig.keyCheck.meanwhile = () -> rig.clock.setWall(MAX_AGE.plusSeconds(1));

    rig.attempt();

    assertEquals(0, rig.transport.sent.size());
    assertEquals(3, rig.total(SelfMetric.ITEMS_DROPPED_EXPIRED));
  }

  @Test
  void putsBodyBackWhenTransportThrows() {
    rig.transport.watch(
        () -> {
          throw new IllegalStateException("defect");
        });
    rig.accept(Bodies.series(2, 0));

    assertThrows(IllegalStateException.class, rig::attempt);

    assertEquals(2, rig.queue.items());
    assertTrue(rig.queue.holdsAny(BodyKind.SERIES));
  }

  @Test
  void drainTriesAtOnceWhateverARouteIsWaitingFor() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.transport.then(Rig.LATER);
    rig.attempt();

    rig.drain(Duration.ofSeconds(8));

    assertEquals(1, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void drainGivesUpWhenTheNextWaitIsLongerThanTheRest() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.transport.then(Rig.LATER, Rig.LATER);
    rig.attempt();

    rig.drain(Duration.ofSeconds(3));

    assertEquals(2, rig.transport.sent.size());
    assertEquals(1, rig.queue.items());
  }
}
