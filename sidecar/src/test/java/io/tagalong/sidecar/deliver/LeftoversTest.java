package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.spool.Spool;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the spool for an endpoint that is no longer in the settings. */
final class LeftoversTest {
  private static final SpoolLimits WIDE = new SpoolLimits(1 << 20, 1);
  private static final long TOO_OLD = BodyKind.SERIES.usefulLife().toSeconds() + 1;

  private final HandClock clock = new HandClock();
  private final Telemetry telemetry = new Telemetry();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Clock.systemUTC());
  private final Endpoint here = Endpoints.named("here");
  private final Endpoint gone = Endpoints.named("gone");
  private final SpoolSettings settings;
  private final Leftovers leftovers;

  LeftoversTest(@TempDir Path root) {
    clock.move(Duration.ofDays(1));
    settings = new SpoolSettings(root.resolve("spool"), WIDE);
    leftovers =
        new Leftovers(
            settings, new DeliveryEnvironment(clock, () -> 0, telemetry, log, log.limited(10)));
  }

  @Test
  void dropsAndCountsWhatIsTooOldAndKeepsTheRest() throws IOException {
    store(gone, Bodies.series(3, clock.seconds() - TOO_OLD));
    store(gone, Bodies.series(2, clock.seconds()));
    store(here, Bodies.series(5, clock.seconds() - TOO_OLD));

    leftovers.expire(List.of(here));

    assertEquals(3, telemetry.total(SelfMetric.ITEMS_DROPPED_LEFT_BEHIND));
    assertEquals(2, stored(gone));
    assertEquals(5, stored(here));
    assertTrue(log().contains("Dropped 3 items from the spool"), log());
    assertTrue(log().contains("holds 2 items for an endpoint"), log());
  }

  @Test
  void leavesTheFolderOfAnotherUserAlone() throws IOException {
    store(gone, Bodies.series(3, clock.seconds() - TOO_OLD));

    try (Spool theirs = Spool.open(settings.folderOf(gone), WIDE)) {
      leftovers.expire(List.of(here));

      assertEquals(1, theirs.entries().size());
    }
    assertEquals(0, telemetry.total(SelfMetric.SPOOL_FAILURES), log());
  }

  @Test
  void saysThatItCannotLookWhenAFolderIsNone() throws IOException {
    Files.createDirectories(settings.folder());
    Files.createFile(settings.folderOf(gone));

    leftovers.expire(List.of(here));

    assertEquals(1, telemetry.total(SelfMetric.SPOOL_FAILURES));
    assertTrue(log().contains("are no longer in the settings (java.nio"), log());
  }

  @Test
  void findsNothingWhenThereHasNeverBeenASpool() {
    leftovers.expire(List.of(here));

    assertEquals("", log());
  }

  private void store(Endpoint endpoint, Encoded encoded) throws IOException {
    try (Spool spool = Spool.open(settings.folderOf(endpoint), WIDE)) {
      spool.putBack(spool.add(encoded.bodies().get(0)));
    }
  }

  private long stored(Endpoint endpoint) throws IOException {
    try (Spool spool = Spool.open(settings.folderOf(endpoint), WIDE)) {
      return spool.entries().stream().mapToLong(entry -> entry.items()).sum();
    }
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }
}
