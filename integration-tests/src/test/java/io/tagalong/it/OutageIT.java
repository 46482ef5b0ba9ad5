package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.ItemAccount;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.SimulatedTime;
import io.tagalong.it.harness.StreamClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An intake that is down for half an hour, which is 180 turns of a simulated time. */
class OutageIT extends IntakeTest {
  private static final String SERIES_ROUTE = "/api/v2/series";
  private static final String EVENTS_ROUTE = "/api/v1/events";
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final int FIVE_MINUTES = 30;
  private static final int HALF_AN_HOUR = 180;

  /** Longer than the longest wait between two attempts, 64 s. */
  private static final int BUCKETS_OF_A_WAIT = 7;

  /** The default of {@code --queue-bytes}. */
  private static final long QUEUE_BYTES = 15 << 20;

  private static final long SMALL_QUEUE_BYTES = 8 << 20;

  /** Classes, Netty and the buckets. */
  private static final long REST_OF_THE_HEAP_BYTES = 32 << 20;

  /** The collector's own jitter, and what the JVM still learns about the program. */
  private static final long FLAT_BYTES = 1 << 20;

  /** An event is a body of its own, and is not compressed: five minutes are more than the queue. */
  private static final int EVENTS_A_BUCKET = 80;

  private static final String BUCKET_TAG = "bucket:";
  private static final String EVENT = "_e{3,4000}:big|" + "x".repeat(4_000) + "|#" + BUCKET_TAG;

  private final Path socket;

  OutageIT(@TempDir Path folder) {
    socket = folder.resolve("stream");
  }

  @Test
  void findsEveryBucketAgainNewestFirst() throws Exception {
    intake.faults().add(FaultScript.ANY_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
    SimulatedTime time = SimulatedTime.start(intake);

    try (SidecarProcess sidecar = time.sidecar()) {
      for (int bucket = 1; bucket <= HALF_AN_HOUR; bucket++) {
        sidecar.send("orders:" + bucket + "|c|#bucket:" + bucket);
        sidecar.send(visits(bucket));
        time.pass(BUCKET);
      }
      long liveBytes = sidecar.liveHeapBytes();
      recoverFor(10);
      pass(time, BUCKETS_OF_A_WAIT);
      sidecar.awaitWhile(() -> intake.held().requests(SERIES_ROUTE, 202) < 10);
      List<Integer> first = bucketsOfOrders();
      intake.faults().clear();
      pass(time, BUCKETS_OF_A_WAIT);
      sidecar.awaitWhile(() -> bucketsOfOrders().size() < HALF_AN_HOUR);
      pass(time, 2);
      sidecar.terminate();

      assertTrue(liveBytes < QUEUE_BYTES + REST_OF_THE_HEAP_BYTES, liveBytes + " bytes");
      assertFalse(first.isEmpty());
      assertEquals(newest(first.size()), first);
    }

    for (int bucket : newest(HALF_AN_HOUR)) {
      assertEquals(bucket, intake.metrics().total("orders", "bucket:" + bucket));
    }
    ItemAccount series = new ItemAccount(intake, "series");
    series.assertBalanced();
    assertEquals(0, series.dropped());
    assertTrue(series.delivered() > HALF_AN_HOUR * 100, series.toString());
  }

  /** The route of series stays open, so that the sidecar's account can be watched meanwhile. */
  @Test
  void keepsTheNewestInFlatMemoryWhenThereIsMoreThanTheQueueHolds() throws Exception {
    intake.faults().add(EVENTS_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
    SimulatedTime time =
        SimulatedTime.start(
            intake,
            "--queue-bytes",
            String.valueOf(SMALL_QUEUE_BYTES),
            "--stream-socket",
            socket.toString());
    ItemAccount events = new ItemAccount(intake, "events");

    try (SidecarProcess sidecar = time.sidecar().expectingLosses("items.dropped.queue_full")) {
      long liveAfterFiveMinutes = 0;
      for (int bucket = 1; bucket <= HALF_AN_HOUR; bucket++) {
        StreamClient.send(socket, EVENT + bucket, EVENTS_A_BUCKET);
        time.pass(BUCKET);
        if (bucket == FIVE_MINUTES) {
          sidecar.awaitWhile(() -> events.dropped() == 0);
          liveAfterFiveMinutes = sidecar.liveHeapBytes();
        }
      }
      long liveBytes = sidecar.liveHeapBytes();
      long growth = liveBytes - liveAfterFiveMinutes;
      double queuedBytes = events.queuedBytes();
      intake.faults().clear();
      pass(time, BUCKETS_OF_A_WAIT);
      // Events go oldest first, so these are the last.
      sidecar.awaitWhile(
          () -> Collections.frequency(bucketsOfEvents(), HALF_AN_HOUR) < EVENTS_A_BUCKET);
      pass(time, 2);
      sidecar.terminate();

      assertTrue(queuedBytes <= SMALL_QUEUE_BYTES, queuedBytes + " bytes");
      assertTrue(liveBytes < SMALL_QUEUE_BYTES + REST_OF_THE_HEAP_BYTES, liveBytes + " bytes");
      assertTrue(growth < FLAT_BYTES, growth + " bytes more than after 5 minutes");
    }

    assertEquals(HALF_AN_HOUR * EVENTS_A_BUCKET, events.accepted());
    assertEquals(events.dropped("queue_full"), events.dropped());
    assertEquals(0, events.queued());
    events.assertBalanced();
    List<Integer> kept = bucketsOfEvents();
    assertEquals(events.delivered(), kept.size());
    List<Integer> newest = newestEvents(kept.size() - 1);
    assertEquals(
        newest, kept.subList(1, kept.size()), "all but one, which may have been on its way");
  }

  /** Serves so many requests, and is down again. */
  private void recoverFor(int requests) {
    intake.faults().clear();
    intake.faults().add(SERIES_ROUTE, new Fault.Delay(Duration.ZERO), requests);
    intake.faults().add(SERIES_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
  }

  private static void pass(SimulatedTime time, int buckets) throws Exception {
    for (int i = 0; i < buckets; i++) {
      time.pass(BUCKET);
    }
  }

  /** A hundred metrics, with values that compress badly. */
  private static String visits(int bucket) {
    return IntStream.range(0, 100)
        .mapToObj(i -> "visits.%d:%d|c".formatted(i, (i * 7919 + bucket * 104_729) % 99_991))
        .collect(Collectors.joining("\n"));
  }

  /** Which buckets of the orders have arrived, in ascending order. */
  private List<Integer> bucketsOfOrders() {
    return intake.metrics().named("orders").all().stream()
        .flatMap(held -> held.context().tags().stream())
        .map(OutageIT::bucket)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  private static List<Integer> newest(int buckets) {
    return IntStream.rangeClosed(HALF_AN_HOUR - buckets + 1, HALF_AN_HOUR).boxed().toList();
  }

  /** The bucket of each event that has arrived, in ascending order. */
  private List<Integer> bucketsOfEvents() {
    return intake.held().events().stream()
        .flatMap(event -> event.tags().stream())
        .map(OutageIT::bucket)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  private static List<Integer> newestEvents(int events) {
    int sent = HALF_AN_HOUR * EVENTS_A_BUCKET;
    return IntStream.range(sent - events, sent).mapToObj(i -> i / EVENTS_A_BUCKET + 1).toList();
  }

  private static Optional<Integer> bucket(String tag) {
    return tag.startsWith(BUCKET_TAG)
        ? Optional.of(Integer.valueOf(tag.substring(BUCKET_TAG.length())))
        : Optional.empty();
  }
}
