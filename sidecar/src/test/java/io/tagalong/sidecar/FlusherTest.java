package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
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
import org.junit.jupiter.api.Test;

final class FlusherTest {

  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Clock.systemUTC());
  private final BlockableOutlet outlet = new BlockableOutlet();
  private final Flusher flusher = new Flusher(outlet, telemetry, log.limited(10));

  @Test
  void dropsAndCountsBucketWhenEncodingIsTooFarBehind() {
    for (int bucket = 0; bucket < 10; bucket++) {
      flusher.flush(snapshot(bucket));
    }
    outlet.release.countDown();
    flusher.stop(Duration.ofSeconds(20));

    long dropped = telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED);
    assertEquals(10, outlet.taken.size() + dropped);
    assertTrue(dropped >= 5, "dropped " + dropped);
  }

  @Test
  void countsBucketThatADefectBrokeOffAndGoesOn() {
    outlet.release.countDown();

    flusher.flush(snapshot(-1));
    flusher.flush(snapshot(1));
    flusher.stop(Duration.ofSeconds(20));

    assertEquals(1, telemetry.total(SelfMetric.ITEMS_DROPPED_UNENCODED));
    assertEquals(List.of(snapshot(1)), outlet.taken);
    assertTrue(logged.toString(StandardCharsets.UTF_8).contains("defect"));
  }

  private static Snapshot snapshot(long startSeconds) {
    List<Series> one = List.of(new Series("m", List.of(), "h", Series.Kind.COUNT, 1));
    return new Snapshot(startSeconds, 10, one, List.of(), List.of());
  }

  /** Takes nothing until released, and breaks at a bucket before 1970. */
  private static final class BlockableOutlet implements Outlet {
    final CountDownLatch release = new CountDownLatch(1);
    final List<Snapshot> taken = new CopyOnWriteArrayList<>();

    @Override
    public void start() {}

    @Override
    public void take(Snapshot snapshot) {
      try {
        release.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (snapshot.startSeconds() < 0) {
        throw new IllegalStateException("too early");
      }
      taken.add(snapshot);
    }

    @Override
    public void stop(Duration budget) {}
  }
}
