package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.KeyCheck.Verdict;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the worker does about the key: checks it, waits for another, and loses nothing meanwhile.
 */
final class RefusedKeyTest {

  private final Rig rig = Rig.inMemory();

  /** Neither key, whatever happened, has got into the log. */
  @AfterEach
  void noKeyIsLogged() {
    String text = rig.log();
    assertFalse(text.contains(ReplaceableKey.FIRST.value()), text);
    assertFalse(text.contains(ReplaceableKey.SECOND.value()), text);
  }

  @Test
  void keepsEverythingAndSaysItOnceWhenTheKeyIsRefused() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.accept(Bodies.sketch(0));
    rig.transport.then(new Outcome.KeyRefused(403));

    rig.attempts(1);
    long wait = rig.attempt();

    assertEquals(Backoff.MAX.toNanos(), wait);
    assertEquals(1, rig.transport.sent.size());
    assertEquals(2, rig.queue.items());
    assertEquals(1, rig.logLines().size(), rig.logLines().toString());
    assertTrue(rig.logLines().get(0).contains("ERROR there refuses the API key (status 403)"));
  }

  @Test
  void deliversKeptBodiesWhenTheKeyIsTakenAgain() throws InterruptedException {
    rig.accept(Bodies.series(2, 0));
    rig.transport.then(new Outcome.KeyRefused(403));

    rig.attempt();
    rig.clock.move(Backoff.MAX);
    rig.attempt();

    assertEquals(2, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void usesReplacedKeyAtOnceWhenTheOldOneIsRefused() throws InterruptedException {
    rig.accept(Bodies.series(2, 0));
    rig.transport.then(new Outcome.KeyRefused(403));
    rig.keySource.next = ReplaceableKey.SECOND;

    rig.attempts(2);

    assertEquals(2, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(ReplaceableKey.SECOND, rig.key.get());
    assertTrue(rig.logLines().get(0).contains("was replaced"), rig.logLines().toString());
    assertEquals(1, rig.logLines().size(), rig.logLines().toString());
  }

  @Test
  void asksAboutTheKeyInsteadOfSendingDataWhileItIsRefused() throws InterruptedException {
    rig.accept(Bodies.series(2, 0));
    rig.transport.then(new Outcome.KeyRefused(403));
    rig.attempts(1);
    rig.keyCheck.then(Verdict.INVALID, Verdict.INVALID);

    for (int minute = 0; minute < 4; minute++) {
      rig.clock.move(Backoff.MAX);
      rig.attempt();
    }

    assertEquals(2, rig.transport.sent.size());
    assertEquals(2, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertTrue(
        rig.logLines().get(1).contains("there takes the API key again"), rig.logLines().toString());
  }

  @Test
  void sendsDataWhenTheKeyCannotBeChecked() throws InterruptedException {
    rig.accept(Bodies.series(2, 0));
    rig.keyCheck.then(Verdict.COULD_NOT_CHECK);

    rig.attempts(1);

    assertEquals(2, rig.total(SelfMetric.ITEMS_DELIVERED));
    assertEquals(List.of(), rig.logLines());
  }

  @Test
  void checksTheKeyAtTheStartAndEveryHour() throws InterruptedException {
    for (int minute = 0; minute <= 120; minute++) {
      rig.attempt();
      rig.clock.move(Duration.ofMinutes(1));
    }

    assertEquals(3, rig.keyCheck.asked);
  }
}
