package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DelivererTest {

  private final long now = Clock.systemUTC().instant().getEpochSecond();

  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Clock.systemUTC());

  /** Whatever the intake answers, and whatever the queue has no room for. */
  @Property(tries = 100)
  void accountAddsUpUnderEveryScript(
      @ForAll @Size(max = 30) List<@IntRange(max = 5) Integer> script,
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> bodies) {
    ScriptedTransport transport = new ScriptedTransport();
    script.forEach(choice -> transport.then(outcome(choice)));
    Telemetry own = new Telemetry();
    Deliverer deliverer = deliverer(transport, 600, own);

    deliverer.start();
    bodies.forEach(items -> deliverer.accept(Bodies.series(items, now)));
    deliverer.stop(Duration.ofSeconds(8));

    DeliveryFigures figures = deliverer.figures();
    assertEquals(bodies.stream().mapToLong(Integer::longValue).sum(), figures.accepted());
    assertEquals(0, figures.queued());
    assertEquals(figures.accepted(), figures.delivered() + figures.dropped());
  }

  @Test
  void dropsOldestWhenTheQueueIsFull() {
    Encoded one = Bodies.series(1, now);
    int room = 2 * one.bodies().get(0).compressed().length;
    Deliverer deliverer = deliverer(new ScriptedTransport(), room, telemetry);

    deliverer.accept(Bodies.series(1, now - 2));
    deliverer.accept(Bodies.series(1, now - 1));
    deliverer.accept(Bodies.series(1, now));

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_QUEUE_FULL));
    assertEquals(new DeliveryFigures(3, 0, 2, 1), deliverer.figures());
    assertTrue(log().contains("--queue-bytes"), log());
  }

  @Test
  void countsItemsTheEncoderFoundTooLarge() {
    Deliverer deliverer = deliverer(new ScriptedTransport(), 1000, telemetry);

    deliverer.accept(new Encoded(List.of(), List.of("huge")));

    assertEquals(new DeliveryFigures(1, 0, 0, 1), deliverer.figures());
    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_TOO_BIG));
    assertTrue(log().contains("huge"), log());
  }

  @Test
  void countsWhatIsLeftAndSaysItInOneLineWhenTheBudgetEnds() {
    CountDownLatch never = new CountDownLatch(1);
    Deliverer deliverer =
        deliverer(
            body -> {
              never.await();
              return new Outcome.Delivered();
            },
            100_000,
            telemetry);
    deliverer.start();
    deliverer.accept(Bodies.series(4, now));
    deliverer.accept(Bodies.series(3, now));

    deliverer.stop(Duration.ofMillis(50));

    assertEquals(7, telemetry.total(SelfMetric.ITEMS_DROPPED_SHUTDOWN));
    assertEquals(new DeliveryFigures(7, 0, 0, 7), deliverer.figures());
    assertEquals(
        1, log().lines().filter(line -> line.contains("Stopped: dropped 7 series")).count(), log());
  }

  @Test
  void goesOnAfterADefect() {
    ScriptedTransport working = new ScriptedTransport();
    boolean[] broken = {true};
    Deliverer deliverer =
        deliverer(
            body -> {
              if (broken[0]) {
                broken[0] = false;
                throw new IllegalStateException("defect");
              }
              return working.send(body);
            },
            100_000,
            telemetry);

    deliverer.start();
    deliverer.accept(Bodies.series(2, now));
    while (!log().contains("IllegalStateException: defect")) {
      Thread.onSpinWait();
    }
    deliverer.stop(Duration.ofSeconds(8));

    assertEquals(new DeliveryFigures(2, 2, 0, 0), deliverer.figures());
  }

  private Deliverer deliverer(Transport transport, long maxQueueBytes, Telemetry counters) {
    return new Deliverer(
        transport,
        maxQueueBytes,
        DeliveryClock.system(),
        () -> 0, // no wait between attempts
        counters,
        log,
        log.limited(10));
  }

  private static Outcome outcome(int choice) {
    return List.of(
            new Outcome.Delivered(),
            new Outcome.TryLater("status 500", Duration.ZERO),
            new Outcome.TooLarge(),
            new Outcome.Rejected(400, "no"),
            new Outcome.TryLater("connection reset", Duration.ZERO),
            new Outcome.KeyRefused(403))
        .get(choice);
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }
}
