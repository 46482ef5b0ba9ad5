package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.spool.Spool;
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
import org.jspecify.annotations.Nullable;

/** The delivery to one endpoint that a test turns by hand, on its own thread and its own clock. */
final class Rig {

  private static final Outcome DOWN = new Outcome.TryLater("status 503", Duration.ZERO, Taken.NO);

  final HandClock clock = new HandClock();
  final ScriptedTransport transport = new ScriptedTransport();
  final DeliveryQueue queue;
  final Backlog backlog;
  final DiskThread disk;

  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final DeliveryWorker worker;
  private boolean down;

  /** A delivery with so much memory, and a disk that is given up after so long. */
  Rig(long maxBytes, @Nullable Spool spool, Duration patience) {
    Log log =
        new Log(
            new PrintStream(logged, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    DeliveryEnvironment environment =
        new DeliveryEnvironment(clock, () -> -1L, telemetry, log, log.limited(10));
    Losses losses = new Losses("there", telemetry, log.limited(10));
    queue = new DeliveryQueue(maxBytes);
    disk = new DiskThread("disk of the test", patience);
    GuardedSpool guarded = new GuardedSpool("there", spool, disk, environment);
    backlog = new Backlog(guarded, queue, losses, telemetry);
    CurrentKey key = new CurrentKey(Endpoints.with(new ReplaceableKey()), log);
    KeyState keyState = new KeyState("there", key, new ScriptedKeyCheck(), clock, log);
    worker =
        new DeliveryWorker(
            "there",
            queue,
            body -> down ? DOWN : transport.send(body),
            backlog,
            keyState,
            losses,
            environment,
            Supervisor.NONE);
  }

  /** A backlog without a disk. */
  static Backlog withoutDisk(DeliveryQueue queue, Losses losses, DeliveryEnvironment environment) {
    DiskThread disk = new DiskThread("no disk", DiskThread.PATIENCE);
    GuardedSpool none = new GuardedSpool("there", null, disk, environment);
    return new Backlog(none, queue, losses, environment.telemetry());
  }

  /** Whether the intake answers nothing but 503. */
  void setDown(boolean isDown) {
    down = isDown;
  }

  void accept(Encoded encoded) {
    encoded.bodies().forEach(queue::accept);
    backlog.makeRoom();
    assertAddsUp();
  }

  /** Lets the worker do everything that it can do at this moment. */
  void work() throws InterruptedException {
    while (worker.attemptOne() == 0) {
      assertAddsUp();
    }
    assertAddsUp();
  }

  DeliveryFigures series() {
    return queue.figures("there").stream()
        .filter(figures -> figures.kind() == BodyKind.SERIES)
        .findFirst()
        .orElseThrow();
  }

  String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  long total(SelfMetric metric) {
    return telemetry.total(metric);
  }

  /** Every item accepted is found again, and the counters say the same of the dropped ones. */
  void assertAddsUp() {
    for (DeliveryFigures figures : queue.figures("there")) {
      assertTrue(figures.addsUp(), figures.toString());
    }
    for (DropReason reason : DropReason.values()) {
      long dropped =
          queue.figures("there").stream()
              .mapToLong(figures -> figures.dropped().getOrDefault(reason, 0L))
              .sum();
      assertEquals(dropped, telemetry.total(reason.counter()), reason.toString());
    }
  }
}
