package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery to one endpoint that a test turns by hand, on its own thread and its own clock. Its
 * waits are the longest that chance may choose. After each turn its account has to add up.
 */
final class Rig {

  /** A failure that may pass. */
  static final Outcome LATER = new Outcome.TryLater("status 503", Duration.ZERO, Taken.NO);

  private static final long PLENTY = 1 << 20;
  private static final long LONGEST_JITTER = -1L;

  final HandClock clock = new HandClock();
  final ScriptedTransport transport = new ScriptedTransport();
  final ScriptedKeyCheck keyCheck = new ScriptedKeyCheck();
  final ReplaceableKey keySource = new ReplaceableKey();
  final CurrentKey key;
  final DeliveryQueue queue;
  final DiskThread disk;
  final Backlog backlog;
  private final DeliveryWorker worker;

  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();
  private boolean down;

  private Rig(long maxBytes, @Nullable Spool spool, Duration patience, Supervisor supervisor) {
    Log log = logged.log();
    DeliveryEnvironment environment =
        new DeliveryEnvironment(clock, () -> LONGEST_JITTER, telemetry, log, log.limited(10));
    Losses losses = new Losses("there", telemetry, log.limited(10));
    queue = new DeliveryQueue(maxBytes);
    disk = new DiskThread("disk of the test", patience);
    GuardedSpool guarded =
        new GuardedSpool(spool, disk, new DiskHealth("there", disk, environment), environment);
    backlog = new Backlog(guarded, queue, losses, telemetry);
    key = new CurrentKey(Endpoints.with(keySource), log);
    worker =
        new DeliveryWorker(
            "there",
            queue,
            body -> down ? LATER : transport.send(body),
            backlog,
            new KeyState("there", key, keyCheck, clock, log),
            losses,
            environment,
            supervisor);
  }

  static Rig inMemory() {
    return inMemory(PLENTY);
  }

  /** A delivery with so many bytes of memory. */
  static Rig inMemory(long maxBytes) {
    return new Rig(maxBytes, null, DiskThread.PATIENCE, Supervisor.NONE);
  }

  static Rig supervisedBy(Supervisor supervisor) {
    return new Rig(PLENTY, null, DiskThread.PATIENCE, supervisor);
  }

  static Rig on(Spool spool) {
    return on(spool, DiskThread.PATIENCE);
  }

  /** A delivery whose disk is given up after so long. */
  static Rig on(Spool spool, Duration patience) {
    return new Rig(PLENTY, spool, patience, Supervisor.NONE);
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

  /** Turns the worker once. Returns for how many nanoseconds there will be nothing to do. */
  long attempt() throws InterruptedException {
    long idleNanos = worker.attemptOne();
    assertAddsUp();
    return idleNanos;
  }

  void attempts(int count) throws InterruptedException {
    for (int attempt = 0; attempt < count; attempt++) {
      attempt();
    }
  }

  /** Lets the worker do everything that it can do at this moment. */
  void work() throws InterruptedException {
    while (attempt() == 0) {
      // All is done by the condition.
    }
  }

  /** Delivers what it can in so much time. */
  void drain(Duration budget) throws InterruptedException {
    worker.drain(clock.nanos() + budget.toNanos());
    assertAddsUp();
  }

  DeliveryFigures series() {
    return queue.figures("there").stream()
        .filter(figures -> figures.kind() == BodyKind.SERIES)
        .findFirst()
        .orElseThrow();
  }

  String log() {
    return logged.text();
  }

  List<String> logLines() {
    return logged.lines();
  }

  long total(SelfMetric metric) {
    return telemetry.total(metric);
  }

  /** Every item accepted is found again, and the counters say the same of the dropped ones. */
  private void assertAddsUp() {
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
