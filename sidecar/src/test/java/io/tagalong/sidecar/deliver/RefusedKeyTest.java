package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.encode.Bodies;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the worker does about the key: checks it, waits for another, and loses nothing meanwhile.
 */
final class RefusedKeyTest {

  private final HandClock clock = new HandClock();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final DeliveryEnvironment environment =
      new DeliveryEnvironment(clock, () -> -1L, telemetry, log, log.limited(10));
  private final Losses losses = new Losses("there", telemetry, log.limited(10));
  private final DeliveryQueue queue = new DeliveryQueue(1_000_000);
  private final ScriptedKeyCheck keyCheck = new ScriptedKeyCheck();
  private final ReplaceableKey keySource = new ReplaceableKey();
  private final CurrentKey key = new CurrentKey(Endpoints.with(keySource), log);
  private final DeliveryWorker worker =
      new DeliveryWorker(
          "there",
          queue,
          transport,
          Rig.withoutDisk(queue, losses, environment),
          new KeyState("there", key, keyCheck, clock, log),
          losses,
          environment,
          Supervisor.NONE);

  /** Neither key, whatever happened, has got into the log. */
  @AfterEach
  void noKeyIsLogged() {
    String text = logged.toString(StandardCharsets.UTF_8);
    assertFalse(text.contains(ReplaceableKey.FIRST.value()), text);
    assertFalse(text.contains(ReplaceableKey.SECOND.value()), text);
  }

  @Test
  void keepsEverythingAndSaysItOnceWhenTheKeyIsRefused() throws InterruptedException {
    accept(Bodies.series(1, 0));
    accept(Bodies.sketch(0));
    transport.then(new Outcome.KeyRefused(403));

    attempts(1);
    long wait = worker.attemptOne();

    assertEquals(Backoff.MAX.toNanos(), wait);
    assertEquals(1, transport.sent.size());
    assertEquals(2, queue.items());
    assertEquals(1, lines().size(), lines().toString());
    assertTrue(lines().get(0).contains("ERROR there refuses the API key (status 403)"));
    assertAddsUp();
  }

  @Test
  void deliversKeptBodiesWhenTheKeyIsTakenAgain() throws InterruptedException {
    accept(Bodies.series(2, 0));
    transport.then(new Outcome.KeyRefused(403));

    worker.attemptOne();
    clock.move(Backoff.MAX);
    worker.attemptOne();

    assertEquals(2, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertAddsUp();
  }

  @Test
  void usesReplacedKeyAtOnceWhenTheOldOneIsRefused() throws InterruptedException {
    accept(Bodies.series(2, 0));
    transport.then(new Outcome.KeyRefused(403));
    keySource.next = ReplaceableKey.SECOND;

    attempts(2);

    assertEquals(2, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(ReplaceableKey.SECOND, key.get());
    assertTrue(lines().get(0).contains("was replaced"), lines().toString());
    assertEquals(1, lines().size(), lines().toString());
  }

  @Test
  void asksAboutTheKeyInsteadOfSendingDataWhileItIsRefused() throws InterruptedException {
    accept(Bodies.series(2, 0));
    transport.then(new Outcome.KeyRefused(403));
    attempts(1);
    keyCheck.then(Verdict.INVALID, Verdict.INVALID);

    for (int minute = 0; minute < 4; minute++) {
      clock.move(Backoff.MAX);
      worker.attemptOne();
    }

    assertEquals(2, transport.sent.size());
    assertEquals(2, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertTrue(lines().get(1).contains("there takes the API key again"), lines().toString());
    assertAddsUp();
  }

  @Test
  void sendsDataWhenTheKeyCannotBeChecked() throws InterruptedException {
    accept(Bodies.series(2, 0));
    keyCheck.then(Verdict.COULD_NOT_CHECK);

    attempts(1);

    assertEquals(2, telemetry.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(List.of(), lines());
  }

  @Test
  void checksTheKeyAtTheStartAndEveryHour() throws InterruptedException {
    for (int minute = 0; minute <= 120; minute++) {
      worker.attemptOne();
      clock.move(Duration.ofMinutes(1));
    }

    assertEquals(3, keyCheck.asked);
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
