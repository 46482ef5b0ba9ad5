package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.encode.Oversized;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.SpoolLimits;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DelivererTest {

  private static final long ROOM = 100_000;

  private final long now = Clock.systemUTC().instant().getEpochSecond();

  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();

  /** Whatever the intakes answer, whatever the queues have no room for, and at every moment. */
  @Property(tries = 100)
  void everyAccountAddsUpAtEveryMoment(
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> bodies,
      @ForAll @IntRange(min = 1, max = 3) int endpoints,
      @ForAll long seed) {
    assertAddsUpAtEveryMoment(bodies, endpoints, seed, Optional.empty());
  }

  /** The same when what has no room is moved to the disk, which has little room, too. */
  @Property(tries = 20)
  void everyAccountAddsUpAtEveryMomentWhenThereIsASpool(
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> bodies,
      @ForAll @IntRange(min = 1, max = 3) int endpoints,
      @ForAll long seed)
      throws IOException {
    Path root = Files.createTempDirectory("spools");
    try {
      SpoolSettings spool = new SpoolSettings(root, new SpoolLimits(1 << 20, 3, 1));

      Deliverer deliverer = assertAddsUpAtEveryMoment(bodies, endpoints, seed, Optional.of(spool));

      long found = 0;
      for (Endpoint endpoint : Endpoints.of(endpoints)) {
        found += itemsIn(spool.folderOf(endpoint), spool.limits());
      }
      assertEquals(sum(deliverer, DeliveryFigures::spooled), found);
    } finally {
      deleteAll(root);
    }
  }

  private Deliverer assertAddsUpAtEveryMoment(
      List<Integer> bodies, int endpoints, long seed, Optional<SpoolSettings> spool) {
    Telemetry own = new Telemetry();
    Random faults = new Random(seed);
    Deliverer deliverer =
        deliverer(endpoints, body -> outcome(faults.nextInt(8)), 600L * endpoints, spool, own);
    AtomicBoolean stopped = new AtomicBoolean();
    Thread auditor =
        new Thread(
            () -> {
              while (!stopped.get()) {
                assertAllAddUp(deliverer);
              }
            });
    Throwable[] failure = new Throwable[1];
    auditor.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);

    auditor.start();
    deliverer.start();
    for (int items : bodies) {
      deliverer.accept(Bodies.series(items, now));
      deliverer.accept(Bodies.sketchAtMostOnce(now));
    }
    deliverer.stop(Duration.ofSeconds(8));
    stopped.set(true);
    join(auditor);

    assertEquals(null, failure[0]);
    assertAllAddUp(deliverer);
    long items = bodies.stream().mapToLong(count -> count + 1).sum();
    assertEquals(items * endpoints, own.total(SelfMetric.ITEMS_ACCEPTED));
    assertEquals(items * endpoints, sum(deliverer, DeliveryFigures::accepted));
    assertEquals(0, sum(deliverer, DeliveryFigures::queued));
    assertEquals(sum(deliverer, DeliveryFigures::delivered), own.total(SelfMetric.ITEMS_DELIVERED));
    for (DropReason reason : DropReason.values()) {
      assertEquals(
          sum(deliverer, figures -> figures.dropped().getOrDefault(reason, 0L)),
          own.total(reason.counter()),
          reason.toString());
    }
    return deliverer;
  }

  private static long itemsIn(Path folder, SpoolLimits limits) throws IOException {
    try (Spool spool = Spool.open(folder, limits)) {
      return spool.entries().stream().mapToLong(SpoolEntry::items).sum();
    }
  }

  private static void deleteAll(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(root)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  @Test
  void deliversToOneEndpointWhileTheOtherIsDead() {
    CountDownLatch never = new CountDownLatch(1);
    IntakeConnection connection =
        (hosts, key) ->
            new IntakeConnection.Opened(
                hosts.api().getHost().equals("dead")
                    ? body -> {
                      never.await();
                      return new Outcome.Delivered();
                    }
                    : body -> new Outcome.Delivered(),
                () -> KeyCheck.Verdict.VALID);
    List<Endpoint> endpoints = List.of(Endpoints.named("dead"), Endpoints.named("alive"));
    Deliverer deliverer =
        new Deliverer(endpoints, connection, ROOM, Optional.empty(), environment(telemetry));

    deliverer.start();
    for (int body = 0; body < 50; body++) {
      deliverer.accept(Bodies.series(10, now));
    }
    while (figures(deliverer, "alive").delivered() < 500) {
      Thread.onSpinWait();
    }

    assertEquals(500, figures(deliverer, "dead").queued());
    deliverer.stop(Duration.ofMillis(50));
    assertEquals(Map.of(DropReason.SHUTDOWN, 500L), figures(deliverer, "dead").dropped());
    assertEquals(Map.of(), figures(deliverer, "alive").dropped());
  }

  @Test
  void dropsOldestWhenTheQueueIsFull() {
    Encoded one = Bodies.series(1, now);
    int room = 2 * one.bodies().get(0).bytes().length;
    Deliverer deliverer = deliverer(1, new ScriptedTransport(), room, telemetry);

    deliverer.accept(Bodies.series(1, now - 2));
    deliverer.accept(Bodies.series(1, now - 1));
    deliverer.accept(Bodies.series(1, now));

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_QUEUE_FULL));
    DeliveryFigures figures = figures(deliverer, "there");
    assertEquals(3, figures.accepted());
    assertEquals(2, figures.queued());
    assertEquals(Map.of(DropReason.QUEUE_FULL, 1L), figures.dropped());
    assertTrue(logged.text().contains("--queue-bytes"), logged.text());
  }

  @Test
  void countsItemsTheEncoderFoundTooLarge() {
    Deliverer deliverer = deliverer(1, new ScriptedTransport(), 1000, telemetry);

    deliverer.accept(new Encoded(List.of(), List.of(new Oversized(BodyKind.SERIES, "huge"))));

    assertEquals(List.of(account(1, 0, Map.of(DropReason.TOO_BIG, 1L))), deliverer.figures());
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_TOO_BIG));
    assertTrue(logged.text().contains("huge"), logged.text());
  }

  @Test
  void countsWhatIsLeftAndSaysItInOneLineWhenTheBudgetEnds() {
    CountDownLatch never = new CountDownLatch(1);
    Deliverer deliverer =
        deliverer(
            1,
            body -> {
              never.await();
              return new Outcome.Delivered();
            },
            ROOM,
            telemetry);
    deliverer.start();
    deliverer.accept(Bodies.series(4, now));
    deliverer.accept(Bodies.series(3, now));

    deliverer.stop(Duration.ofMillis(50));

    assertEquals(7, telemetry.total(SelfMetric.ITEMS_DROPPED_SHUTDOWN));
    assertEquals(List.of(account(7, 0, Map.of(DropReason.SHUTDOWN, 7L))), deliverer.figures());
    assertEquals(
        1,
        logged.lines().stream().filter(line -> line.contains("Stopped: dropped 7 items")).count(),
        logged.text());
  }

  /**
   * The bound is far beyond the budget, because the machine may be slow; without a budget the
   * intake would have all the time that it wants.
   */
  @Test
  void stopsAboutWhenTheBudgetEndsHoweverStubbornTheIntakeIs() throws Exception {
    StubbornTransport stubborn = new StubbornTransport(new Outcome.Delivered());
    Deliverer deliverer = deliverer(2, stubborn, ROOM, telemetry);
    deliverer.start();
    deliverer.accept(Bodies.series(4, now));
    stubborn.awaitFirst();

    long begin = System.nanoTime();
    deliverer.stop(Duration.ofMillis(1_100));
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    stubborn.release();

    assertTrue(taken.compareTo(Duration.ofSeconds(30)) < 0, taken.toString());
    assertEquals(8, telemetry.total(SelfMetric.ITEMS_DROPPED_SHUTDOWN));
  }

  @Test
  void givesUpAndCountsWhatComesAfterTheEnd() {
    Deliverer deliverer = deliverer(1, body -> new Outcome.Delivered(), ROOM, telemetry);
    deliverer.start();
    deliverer.stop(Duration.ofSeconds(8));

    deliverer.accept(Bodies.series(4, now));

    assertEquals(4, telemetry.total(SelfMetric.ITEMS_DROPPED_SHUTDOWN));
    assertEquals(List.of(account(4, 0, Map.of(DropReason.SHUTDOWN, 4L))), deliverer.figures());
  }

  /**
   * Each waits to be told that the other was broken off too; one after the other, none would be.
   */
  @Test
  void stopsAllEndpointsAtTheSameTime() {
    CyclicBarrier bothAreBrokenOff = new CyclicBarrier(2);
    CountDownLatch never = new CountDownLatch(1);
    Deliverer deliverer =
        deliverer(
            2,
            body -> {
              try {
                never.await();
                return new Outcome.Rejected(400);
              } catch (InterruptedException brokenOff) {
                return pass(bothAreBrokenOff);
              }
            },
            ROOM,
            telemetry);
    deliverer.start();
    deliverer.accept(Bodies.series(4, now));

    deliverer.stop(Duration.ofMillis(1_100));

    assertEquals(8, sum(deliverer, DeliveryFigures::delivered));
  }

  @Test
  void goesOnAfterADefect() {
    ScriptedTransport working = new ScriptedTransport();
    boolean[] broken = {true};
    Deliverer deliverer =
        deliverer(
            1,
            body -> {
              if (broken[0]) {
                broken[0] = false;
                throw new IllegalStateException("defect");
              }
              return working.send(body);
            },
            ROOM,
            telemetry);

    deliverer.start();
    deliverer.accept(Bodies.series(2, now));
    while (!logged.text().contains("IllegalStateException: defect")) {
      Thread.onSpinWait();
    }
    deliverer.stop(Duration.ofSeconds(8));

    assertEquals(List.of(account(2, 2, Map.of())), deliverer.figures());
  }

  private Deliverer deliverer(
      int endpoints, Transport transport, long maxQueueBytes, Telemetry counters) {
    return deliverer(endpoints, transport, maxQueueBytes, Optional.empty(), counters);
  }

  private Deliverer deliverer(
      int endpoints,
      Transport transport,
      long maxQueueBytes,
      Optional<SpoolSettings> spool,
      Telemetry counters) {
    return new Deliverer(
        Endpoints.of(endpoints),
        (hosts, key) -> new IntakeConnection.Opened(transport, () -> KeyCheck.Verdict.VALID),
        maxQueueBytes,
        spool,
        environment(counters));
  }

  private DeliveryEnvironment environment(Telemetry counters) {
    return new DeliveryEnvironment(
        DeliveryClock.of(Clock.systemUTC(), System::nanoTime),
        () -> 0, // no wait between attempts
        counters,
        logged.log(),
        logged.log().limited(10));
  }

  private static DeliveryFigures account(
      long accepted, long delivered, Map<DropReason, Long> dropped) {
    return new DeliveryFigures("there", BodyKind.SERIES, accepted, delivered, 0, 0, 0, dropped);
  }

  private static DeliveryFigures figures(Deliverer deliverer, String endpoint) {
    return deliverer.figures().stream()
        .filter(figures -> figures.endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }

  private static long sum(Deliverer deliverer, ToLongFunction<DeliveryFigures> column) {
    return deliverer.figures().stream().mapToLong(column).sum();
  }

  private static void assertAllAddUp(Deliverer deliverer) {
    deliverer.figures().forEach(figures -> assertTrue(figures.addsUp(), figures.toString()));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static Outcome pass(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
      return new Outcome.Delivered();
    } catch (BrokenBarrierException broken) {
      throw new AssertionError(broken);
    }
  }

  private static Outcome outcome(int choice) {
    return List.of(
            new Outcome.Delivered(),
            new Outcome.TryLater("status 503", Duration.ZERO, Taken.NO),
            new Outcome.TooLarge(),
            new Outcome.Rejected(400),
            new Outcome.ConnectionLost("connection reset"),
            new Outcome.TryLater("status 500", Duration.ZERO, Taken.PERHAPS),
            new Outcome.Delivered(),
            new Outcome.Delivered())
        .get(choice);
  }
}
