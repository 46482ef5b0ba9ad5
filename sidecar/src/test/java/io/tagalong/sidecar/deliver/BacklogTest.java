package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.SpoolLimits;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacklogTest {

  private static final SpoolLimits WIDE = new SpoolLimits(1 << 20, 1);

  /** Time to store, and a moment to deliver. */
  private static final Duration STORING_BUDGET = Duration.ofMillis(3_100);

  private static final Outcome LATER = new Outcome.TryLater("status 503", Duration.ZERO, Taken.NO);

  private final Path folder;
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
  private final DiskThread disk = new DiskThread("disk of the test", DiskThread.PATIENCE);
  private final DeliveryQueue queue = new DeliveryQueue(1_000_000);
  private final Spool spool;
  private final Backlog backlog;
  private final DeliveryWorker worker;

  BacklogTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.spool = Spool.open(folder, WIDE);
    this.backlog = new Backlog("there", spool, queue, losses, environment, disk);
    CurrentKey key = new CurrentKey(Endpoints.with(new ReplaceableKey()), log);
    KeyState keyState = new KeyState("there", key, new ScriptedKeyCheck(), clock, log);
    this.worker =
        new DeliveryWorker(
            "there", queue, transport, backlog, keyState, losses, environment, Supervisor.NONE);
  }

  @AfterEach
  void closeSpool() throws IOException {
    spool.close();
  }

  @Test
  void storesWhatWaitsWhileTheIntakeIsDownAndDeliversItAfterwards() throws InterruptedException {
    transport.then(LATER, LATER);
    accept(Bodies.series(2, 0));
    accept(Bodies.series(3, 10));

    attempts(2);
    DeliveryFigures during = figures();
    clock.move(Backoff.MAX);
    attempts(2);
    long afterSecondFailure = figures().spooled();
    clock.move(Backoff.MAX);
    attempts(2);

    assertEquals(5, during.spooled());
    assertEquals(0, during.queued());
    assertEquals(5, afterSecondFailure);
    assertEquals(5, figures().delivered());
    assertEquals(List.of(), bodyFiles());
    assertAddsUp();
  }

  @Test
  void keepsTheFileUntilTheOutcomeIsKnown() throws InterruptedException {
    accept(Bodies.series(2, 0));
    transport.then(LATER);
    attempts(2);
    int[] filesWhileSending = new int[1];
    transport.watch(() -> filesWhileSending[0] = bodyFiles().size());

    clock.move(Backoff.MAX);
    attempts(1);

    assertEquals(1, filesWhileSending[0]);
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void deletesTheFileFirstWhenTheBodyMustNotArriveTwice() throws InterruptedException {
    accept(Bodies.sketchAtMostOnce(0));
    transport.then(LATER);
    attempts(2);
    int[] filesWhileSending = {-1};
    transport.watch(() -> filesWhileSending[0] = bodyFiles().size());

    clock.move(Backoff.MAX);
    attempts(1);

    assertEquals(0, filesWhileSending[0]);
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void setsDamagedFileAsideCountsItAndDeliversTheNext() throws Exception {
    spoolTwoBodies();
    SpoolEntry newest = spool.entries().get(1);
    Files.write(folder.resolve(bodyFiles().get(newest.number() == 1 ? 0 : 1)), new byte[3]);

    clock.move(Backoff.MAX);
    attempts(2);

    assertEquals(1, telemetry.total(SelfMetric.SPOOL_FILES_SET_ASIDE));
    assertEquals(1, figures().delivered());
    assertEquals(Map.of(DropReason.SPOOL_CORRUPT, 1L), figures().dropped());
    assertAddsUp();
  }

  @Test
  void waitsInMemoryAndSaysSoOnceWhenTheDiskFails() throws Exception {
    spoolTwoBodies();
    clock.move(Duration.ofSeconds(1));
    closeSpool();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(BacklogTest::delete);
    }

    accept(Bodies.series(7, 20));
    accept(Bodies.series(8, 20));
    attempts(1);

    assertEquals(15, figures().queued());
    assertEquals(1, telemetry.total(SelfMetric.SPOOL_FAILURES));
    assertTrue(log().contains("data waits in memory only"), log());
    clock.move(Backoff.MAX);
    attempts(2);
    assertEquals(15, figures().delivered());
    assertAddsUp();
  }

  @Test
  void keepsHalvesOnDiskWhenABodyFromThereIsTooLarge() throws Exception {
    accept(Bodies.series(5, 0));
    transport.then(LATER);
    attempts(2);

    clock.move(Backoff.MAX);
    transport.then(new Outcome.TooLarge());
    attempts(1);
    List<String> halves = bodyFiles();
    attempts(2);

    assertEquals(2, halves.size(), halves.toString());
    assertTrue(halves.get(0).endsWith("-0-2.body"), halves.toString());
    assertTrue(halves.get(1).endsWith("-0-3.body"), halves.toString());
    assertEquals(5, figures().delivered());
    assertEquals(List.of(), bodyFiles());
    assertAddsUp();
  }

  @Test
  void deletesTheFileOfAHalfThatIsTooOld() throws Exception {
    accept(Bodies.series(2, 0));
    transport.then(LATER);
    attempts(2);
    clock.move(Backoff.MAX);
    transport.then(new Outcome.TooLarge());
    attempts(1);

    clock.move(Duration.ofHours(1));
    attempts(1);

    assertEquals(Map.of(DropReason.EXPIRED, 2L), figures().dropped());
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void dropsFromTheSpoolWhatIsTooOld() throws InterruptedException {
    spoolTwoBodies();

    clock.move(Duration.ofHours(1));
    attempts(1);

    assertEquals(Map.of(DropReason.EXPIRED, 2L), figures().dropped());
    assertEquals(List.of(), bodyFiles());
    assertAddsUp();
  }

  @Test
  void acceptsWhatAFormerProcessLeft() throws Exception {
    spoolTwoBodies();
    closeSpool();
    DeliveryQueue fresh = new DeliveryQueue(1000);

    try (Spool again = Spool.open(folder, WIDE)) {
      assertTrue(new Backlog("there", again, fresh, losses, environment, disk).isOn());
    }

    DeliveryFigures figures = fresh.figures("there").get(0);
    assertEquals(2, figures.accepted());
    assertEquals(2, figures.spooled());
    assertTrue(figures.addsUp());
  }

  @Test
  void storesTheRestAtShutdownAndDeliversItAfterTheNextStart(@TempDir Path root) {
    SpoolSettings settings = new SpoolSettings(root, WIDE);
    CountDownLatch never = new CountDownLatch(1);
    long now = Clock.systemUTC().instant().getEpochSecond();
    Deliverer hanging =
        deliverer(
            settings,
            body -> {
              never.await();
              return new Outcome.Delivered();
            });
    hanging.start();
    hanging.accept(Bodies.series(4, now));
    hanging.accept(Bodies.series(3, now));
    hanging.stop(STORING_BUDGET);
    Deliverer next = deliverer(settings, new ScriptedTransport());
    next.start();
    while (next.figures().get(0).delivered() < 7) {
      Thread.onSpinWait();
    }
    next.stop(Duration.ofSeconds(8));

    assertEquals(7, hanging.figures().get(0).spooled());
    assertTrue(log().contains("Stopped: 7 items for there are in the spool"), log());
    assertFalse(log().contains("dropped"), log());
    assertEquals(0, next.figures().get(0).spooled());
  }

  /** A pipe that nobody reads never opens for writing, as a file of a dead server. */
  @Test
  void deliversWithoutTheDiskWhenThatHangsAtTheStart(@TempDir Path root) throws Exception {
    SpoolSettings settings = new SpoolSettings(root, WIDE);
    Path lock =
        Files.createDirectories(settings.folderOf(Endpoints.named("there"))).resolve("lock");
    assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());

    Deliverer deliverer = deliverer(settings, new ScriptedTransport());
    deliverer.start();
    deliverer.accept(Bodies.series(4, Clock.systemUTC().instant().getEpochSecond()));
    while (deliverer.figures().get(0).delivered() < 4) {
      Thread.onSpinWait();
    }

    assertTrue(deliverer.spools().get(0).degraded());
    assertTrue(log().contains("cannot be opened"), log());
    Files.newInputStream(lock).close(); // lets the disk's thread go
    deliverer.stop(Duration.ofSeconds(8));
  }

  @Test
  void givesUpWhatMustNotRepeatAndIsStillUnderWayAtTheEnd(@TempDir Path root) throws Exception {
    StubbornTransport stubborn = new StubbornTransport(LATER);
    long now = Clock.systemUTC().instant().getEpochSecond();
    Deliverer deliverer = deliverer(new SpoolSettings(root, WIDE), stubborn);
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
  void keepsTheFileOfABodyThatIsStillUnderWayAtTheEnd(@TempDir Path root) throws Exception {
    SpoolSettings settings = new SpoolSettings(root, WIDE);
    long now = Clock.systemUTC().instant().getEpochSecond();
    Deliverer first = deliverer(settings, body -> LATER);
    first.start();
    first.accept(Bodies.series(4, now));
    first.stop(STORING_BUDGET);
    StubbornTransport stubborn = new StubbornTransport(LATER);
    Deliverer second = deliverer(settings, stubborn);
    second.start();
    stubborn.awaitFirst();

    second.stop(STORING_BUDGET);
    stubborn.release();
    stubborn.awaitEndOfItsThread();
    Deliverer third = deliverer(settings, new ScriptedTransport());

    assertEquals(4, second.figures().get(0).spooled());
    assertEquals(4, third.figures().get(0).spooled());
    third.stop(STORING_BUDGET);
  }

  private Deliverer deliverer(SpoolSettings settings, Transport way) {
    return new Deliverer(
        Endpoints.of(1),
        (hosts, key) -> new IntakeConnection.Opened(way, () -> KeyCheck.Verdict.VALID),
        100_000,
        Optional.of(settings),
        new DeliveryEnvironment(
            DeliveryClock.of(Clock.systemUTC(), System::nanoTime),
            () -> 0,
            telemetry,
            log,
            log.limited(10)));
  }

  private void spoolTwoBodies() throws InterruptedException {
    accept(Bodies.series(1, 0));
    accept(Bodies.series(1, 10));
    transport.then(LATER);
    attempts(2);
    assertEquals(2, bodyFiles().size());
  }

  private void accept(Encoded encoded) {
    encoded.bodies().forEach(queue::accept);
  }

  private void attempts(int count) throws InterruptedException {
    for (int attempt = 0; attempt < count; attempt++) {
      worker.attemptOne();
    }
  }

  private DeliveryFigures figures() {
    return queue.figures("there").get(0);
  }

  private void assertAddsUp() {
    queue.figures("there").forEach(figures -> assertTrue(figures.addsUp(), figures.toString()));
  }

  private List<String> bodyFiles() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".body"))
          .sorted()
          .toList();
    } catch (IOException unlistable) {
      throw new AssertionError(unlistable);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException undeletable) {
      throw new AssertionError(undeletable);
    }
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }
}
