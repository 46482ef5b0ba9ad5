package io.tagalong.sidecar.backfill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.backfill.Progress.State;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread of a backfill: it ends, is stopped, and says so. */
final class BackfillTest {
  private static final long PATIENCE_SECONDS = 20;

  private final KeptLog logged = new KeptLog();
  private final CountDownLatch offered = new CountDownLatch(1);

  @Test
  void stopsWhileItWaitsForRoom(@TempDir Path folder) throws Exception {
    Backfill backfill = start(folder, this::refuse);
    assertTrue(offered.await(PATIENCE_SECONDS, TimeUnit.SECONDS));

    backfill.close();

    assertEquals(State.STOPPED, backfill.progress().state());
    assertEquals(0, backfill.progress().position());
    assertTrue(logged.text().contains("was stopped at byte 0: 0 logs sent"));
  }

  @Test
  void triesAgainUntilThereIsRoom(@TempDir Path folder) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch taken = new CountDownLatch(1);
    Sink second =
        batch -> {
          boolean room = attempts.incrementAndGet() == 2;
          if (room) {
            taken.countDown();
          }
          return room;
        };

    Backfill backfill = start(folder, second);
    assertTrue(taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    backfill.close();

    assertEquals(1, backfill.progress().sent());
    assertEquals(2, attempts.get());
  }

  @Test
  void failsWithARemedyWhenADefectBreaksItOff(@TempDir Path folder) throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    Backfill backfill =
        start(
            folder,
            batch -> {
              broken.countDown();
              throw new IllegalStateException("on purpose");
            });
    assertTrue(broken.await(PATIENCE_SECONDS, TimeUnit.SECONDS));

    backfill.close();

    assertEquals(State.FAILED, backfill.progress().state());
    assertTrue(backfill.progress().failure().contains("Start again at this position"));
    assertTrue(logged.text().contains("failed at byte 0"));
  }

  private boolean refuse(Batch batch) {
    offered.countDown();
    return false;
  }

  private Backfill start(Path folder, Sink sink) throws Exception {
    Path file = folder.resolve("requests.jsonl");
    long now = Clock.systemUTC().instant().getEpochSecond();
    Files.writeString(file, "{\"model\":\"m\",\"started_at\":%d}\n".formatted(now));
    Enricher enricher = new Enricher(EnrichmentSettings.none(), List.of(), "web-1");
    return Backfill.start(
        file,
        0,
        new GatewayLogs("futureagi", "prism-gateway", enricher),
        sink,
        new Backfill.Surroundings(Clock.systemUTC(), new Telemetry(), logged.log()));
  }
}
