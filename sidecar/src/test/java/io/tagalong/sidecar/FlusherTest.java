package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.aggregate.AggregatorSettings;
import io.tagalong.sidecar.aggregate.BucketMerger;
import io.tagalong.sidecar.aggregate.ClosedBucket;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.CheckItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FlusherTest {

  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Clock.systemUTC());
  private final BlockableOutlet outlet = new BlockableOutlet();
  private final AggregatorSettings settings = new AggregatorSettings(10, 100);
  private final Flusher flusher =
      new Flusher(
          new BucketMerger(settings, 1, 0, telemetry, log.limited(10), outlet::take),
          outlet,
          1,
          telemetry,
          log.limited(10));
  private final Aggregator aggregator = aggregator(bucket -> flusher.flush(0, bucket));

  @Test
  void dropsAndCountsBucketWhenEncodingIsTooFarBehind() {
    for (int bucket = 0; bucket < 10; bucket++) {
      aggregator.addCount("m" + bucket, List.of(), 1, bucket * 10L);
    }
    aggregator.close(100);
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));

    long dropped = telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED);
    assertEquals(10, outlet.values(1.0) + dropped);
    assertTrue(dropped >= 5, "dropped " + dropped);
  }

  @Test
  void doesNotTakeCountersForSilentWhoseBucketWasDropped() {
    for (int bucket = 0; bucket < 10; bucket++) {
      aggregator.addCount("m", List.of(), 1, bucket * 10L);
    }
    aggregator.close(100);
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));

    assertEquals(0, outlet.values(0.0));
  }

  @Test
  void losesNoZeroAfterALongPause() {
    aggregator.addCount("m", List.of(), 1, 0);
    aggregator.advance(100_000);
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));

    assertEquals(0, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
    assertEquals(1, outlet.values(1.0));
    assertEquals(29, outlet.values(0.0));
  }

  @Test
  void dropsAndCountsEventsWhenTheOutletIsTooFarBehind() {
    Notices one =
        new Notices(
            1,
            List.of(),
            List.of(),
            List.of(new CheckItem("c", "h", 0, 1, null, List.of())),
            List.of());
    aggregator.addCount("m", List.of(), 1, 0);
    aggregator.close(10);
    for (int i = 0; i < 10; i++) {
      flusher.flush(one);
    }
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));

    long dropped = telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED);
    assertEquals(10, outlet.notices.size() + dropped);
    assertTrue(dropped >= 5, "dropped " + dropped);
  }

  @Test
  void countsWhatHasNotLeftWhenTheTimeToStopIsOver() {
    aggregator.addCount("m", List.of(), 1, 0);
    aggregator.addCount("n", List.of(), 1, 0);
    aggregator.addCount("m", List.of(), 1, 10);
    aggregator.close(20);

    flusher.stop(Duration.ZERO);
    flusher.giveUpRest();
    outlet.release.countDown();

    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
    assertTrue(log().contains("Stopped: dropped 3 items whose encoding"), log());
  }

  @Test
  void countsWhatWaitsForAnotherShardWhenTheTimeToStopIsOver() {
    BucketMerger merger =
        new BucketMerger(settings, 2, 0, telemetry, log.limited(10), outlet::take);
    Flusher ofTwo = new Flusher(merger, outlet, 2, telemetry, log.limited(10));
    Aggregator first = aggregator(bucket -> ofTwo.flush(0, bucket));
    first.addCount("m", List.of(), 1, 0);
    first.addCount("n", List.of(), 1, 0);
    first.close(10);
    while (merger.itemsWaiting() == 0) {
      Thread.onSpinWait();
    }
    Aggregator second = aggregator(bucket -> ofTwo.flush(1, bucket));
    second.addCount("m", List.of(), 1, 0);
    second.close(10);

    ofTwo.stop(Duration.ZERO);
    ofTwo.giveUpRest();
    outlet.release.countDown();

    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
  }

  @Test
  void losesNothingThatLeavesBeforeTheOutletStops() {
    aggregator.addCount("m", List.of(), 1, 0);
    aggregator.close(10);

    flusher.stop(Duration.ZERO);
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));
    flusher.giveUpRest();

    assertEquals(0, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
    assertEquals(1, outlet.values(1.0));
  }

  @Test
  void countsBucketThatADefectBrokeOffAndGoesOn() {
    outlet.breaksOnce = true;
    outlet.release.countDown();

    aggregator.addCount("m", List.of(), 1, 0);
    aggregator.addCount("m", List.of(), 2, 10);
    aggregator.close(20);
    flusher.stop(Duration.ofSeconds(20));

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
    assertEquals(1, outlet.values(2.0));
    assertTrue(log().contains("defect"));
  }

  private Aggregator aggregator(Consumer<ClosedBucket> handOver) {
    return Aggregator.of(
        settings,
        1,
        new Enricher(EnrichmentSettings.none(), List.of(), "h"),
        telemetry,
        log.limited(10),
        0,
        handOver);
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /** Takes nothing until released, and breaks once if asked. */
  private static final class BlockableOutlet implements Outlet {
    final CountDownLatch release = new CountDownLatch(1);
    final List<Snapshot> taken = new CopyOnWriteArrayList<>();
    final List<Notices> notices = new CopyOnWriteArrayList<>();

    /** Written by the test before the first bucket, then only by the flush thread. */
    boolean breaksOnce;

    long values(double wanted) {
      return taken.stream()
          .flatMap(snapshot -> snapshot.series().stream())
          .filter(series -> series.value() == wanted)
          .count();
    }

    @Override
    public void start() {}

    @Override
    public void take(Snapshot snapshot) {
      try {
        release.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (breaksOnce) {
        breaksOnce = false;
        throw new IllegalStateException("broken");
      }
      taken.add(snapshot);
    }

    @Override
    public void take(Notices taken) {
      notices.add(taken);
    }

    @Override
    public void stop(Duration budget) {}
  }
}
