package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.spool.SpoolLimits;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the delivery stores when it is stopped, and finds when it is started again. */
final class RestartTest {

  /** Time to store, and a moment to deliver. */
  private static final Duration STORING_BUDGET = Duration.ofMillis(3_100);

  private final long now = Clock.systemUTC().instant().getEpochSecond();
  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();
  private final SpoolSettings settings;

  RestartTest(@TempDir Path root) {
    settings = new SpoolSettings(root, new SpoolLimits(1 << 20, 1));
  }

  @Test
  void storesTheRestAtShutdownAndDeliversItAfterTheNextStart() {
    CountDownLatch never = new CountDownLatch(1);
    Deliverer hanging =
        deliverer(
            body -> {
              never.await();
              return new Outcome.Delivered();
            });
    hanging.start();
    hanging.accept(Bodies.series(4, now));
    hanging.accept(Bodies.series(3, now));
    hanging.stop(STORING_BUDGET);
    Deliverer next = deliverer(new ScriptedTransport());
    next.start();
    while (next.figures().get(0).delivered() < 7) {
      Thread.onSpinWait();
    }
    next.stop(Duration.ofSeconds(8));

    assertEquals(7, hanging.figures().get(0).spooled());
    assertTrue(
        logged.text().contains("Stopped: 7 items for there are in the spool"), logged.text());
    assertFalse(logged.text().contains("dropped"), logged.text());
    assertEquals(0, next.figures().get(0).spooled());
  }

  /** A pipe that nobody reads never opens for writing, as a file of a dead server. */
  @Test
  void deliversWithoutTheDiskWhenThatHangsAtTheStart() throws Exception {
    Path lock =
        Files.createDirectories(settings.folderOf(Endpoints.named("there"))).resolve("lock");
    assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());

    Deliverer deliverer = deliverer(new ScriptedTransport());
    deliverer.start();
    deliverer.accept(Bodies.series(4, now));
    while (deliverer.figures().get(0).delivered() < 4) {
      Thread.onSpinWait();
    }

    assertEquals(EndpointState.Spool.DEGRADED, deliverer.states().get(0).spool());
    assertTrue(logged.text().contains("cannot be opened"), logged.text());
    Files.newInputStream(lock).close(); // lets the disk's thread go
    deliverer.stop(Duration.ofSeconds(8));
  }

  @Test
  void givesUpWhatMustNotRepeatAndIsStillUnderWayAtTheEnd() throws Exception {
    StubbornTransport stubborn = new StubbornTransport(Rig.LATER);
    Deliverer deliverer = deliverer(stubborn);
    deliverer.start();
    deliverer.accept(Bodies.sketchAtMostOnce(now));
    stubborn.awaitFirst();
    deliverer.accept(Bodies.sketchAtMostOnce(now));

    deliverer.stop(STORING_BUDGET);
    DeliveryFigures atTheEnd = deliverer.figures().get(0);
    stubborn.release();

    assertEquals(Map.of(DropReason.UNKNOWN_FATE, 1L), atTheEnd.dropped());
    assertEquals(1, atTheEnd.spooled());
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_UNKNOWN_FATE));
    assertTrue(atTheEnd.addsUp());
  }

  @Test
  void keepsTheFileOfABodyThatIsStillUnderWayAtTheEnd() throws Exception {
    Deliverer first = deliverer(body -> Rig.LATER);
    first.start();
    first.accept(Bodies.series(4, now));
    first.stop(STORING_BUDGET);
    StubbornTransport stubborn = new StubbornTransport(Rig.LATER);
    Deliverer second = deliverer(stubborn);
    second.start();
    stubborn.awaitFirst();

    second.stop(STORING_BUDGET);
    stubborn.release();
    stubborn.awaitEndOfItsThread();
    Deliverer third = deliverer(new ScriptedTransport());

    assertEquals(4, second.figures().get(0).spooled());
    assertEquals(4, third.figures().get(0).spooled());
    third.stop(STORING_BUDGET);
  }

  private Deliverer deliverer(Transport way) {
    return new Deliverer(
        Endpoints.of(1),
        (hosts, key) -> new IntakeConnection.Opened(way, () -> KeyCheck.Verdict.VALID),
        100_000,
        Optional.of(settings),
        new DeliveryEnvironment(
            DeliveryClock.of(Clock.systemUTC(), System::nanoTime),
            () -> 0,
            telemetry,
            logged.log(),
            logged.log().limited(10)));
  }
}
