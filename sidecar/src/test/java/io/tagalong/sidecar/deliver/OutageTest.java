package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Long outages, on a clock that the test turns: what they cost in memory, and what comes back. */
final class OutageTest {

  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final int SERIES = 50;
  private static final long BODY_BYTES = Bodies.series(SERIES, 0).bodies().get(0).bytes().length;
  private static final long PLENTY = 1 << 20;

  @Test
  void deliversEverythingNewestFirstAfterHalfAnHourWithinItsMemory() throws Exception {
    Rig rig = Rig.inMemory(PLENTY);

    outage(rig, Duration.ofMinutes(30), PLENTY);
    recover(rig);

    assertEquals(180 * SERIES, rig.series().delivered());
    List<Long> seconds = rig.transport.sent.stream().map(Body::createdSeconds).toList();
    assertEquals(seconds.stream().sorted(Comparator.reverseOrder()).toList(), seconds);
    assertEquals(2, rig.log().lines().count(), "fails, works again: " + rig.log());
  }

  @Test
  void keepsTheNewestAndCountsTheOthersWhenMemoryIsShort() throws Exception {
    long room = 40 * BODY_BYTES + BODY_BYTES / 2;
    Rig rig = Rig.inMemory(room);

    outage(rig, Duration.ofMinutes(30), room);
    recover(rig);

    DeliveryFigures figures = rig.series();
    long delivered = figures.delivered();
    assertEquals(180 * SERIES - delivered, figures.dropped().get(DropReason.QUEUE_FULL));
    assertTrue(delivered >= 35 * SERIES, figures.toString());
    assertEquals(1_790, rig.transport.sent.get(0).createdSeconds());
  }

  /** The intake discards metrics after an hour, in silence; so they are given up before. */
  @Test
  void deliversTheLast55MinutesAfterMoreThanAnHour() throws Exception {
    Rig rig = Rig.inMemory(PLENTY);

    outage(rig, Duration.ofMinutes(70), PLENTY);
    recover(rig);

    DeliveryFigures figures = rig.series();
    assertEquals(55.0 * 6 * SERIES, (double) figures.delivered(), 8 * SERIES);
    assertEquals(
        Map.of(DropReason.EXPIRED, 70 * 6 * SERIES - figures.delivered()), figures.dropped());
  }

  @Test
  void losesAndDelaysNothingWhenTheClockIsSetBack() throws Exception {
    Rig rig = Rig.inMemory(PLENTY);

    outage(rig, Duration.ofMinutes(5), PLENTY);
    rig.clock.setWall(Duration.ofDays(-1));
    outage(rig, Duration.ofMinutes(5), PLENTY);
    recover(rig);

    assertEquals(60 * SERIES, rig.series().delivered());
  }

  @Test
  void givesUpWithItsReasonWhatTheClockMakesTooOld() throws Exception {
    Rig rig = Rig.inMemory(PLENTY);

    outage(rig, Duration.ofMinutes(5), PLENTY);
    rig.clock.setWall(Duration.ofHours(2));
    outage(rig, Duration.ofMinutes(5), PLENTY);
    recover(rig);

    assertEquals(30 * SERIES, rig.series().delivered());
    assertEquals(Map.of(DropReason.EXPIRED, 30L * SERIES), rig.series().dropped());
  }

  /** A bucket every ten seconds while the intake is down, its memory looked at each time. */
  private static void outage(Rig rig, Duration length, long maxBytes) throws InterruptedException {
    rig.setDown(true);
    for (long bucket = 0; bucket < length.dividedBy(BUCKET); bucket++) {
      rig.accept(Bodies.series(SERIES, rig.clock.seconds()));
      rig.work();
      assertTrue(rig.queue.bytes() <= maxBytes, "bytes: " + rig.queue.bytes());
      rig.clock.move(BUCKET);
    }
  }

  private static void recover(Rig rig) throws InterruptedException {
    rig.setDown(false);
    rig.clock.move(Backoff.MAX);
    rig.work();
    assertEquals(0, rig.series().queued());
  }
}
