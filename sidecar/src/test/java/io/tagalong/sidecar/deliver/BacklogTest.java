package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolEntry;
import io.tagalong.sidecar.spool.SpoolLimits;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of bodies, on a disk that works until a test takes it away. */
final class BacklogTest {

  private static final SpoolLimits WIDE = new SpoolLimits(1 << 20, 1);

  private final Path folder;
  private final Spool spool;
  private final Rig rig;

  BacklogTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.spool = Spool.open(folder, WIDE);
    this.rig = Rig.on(spool);
  }

  @AfterEach
  void closeSpool() throws IOException {
    spool.close();
  }

  @Test
  void storesWhatWaitsWhileTheIntakeIsDownAndDeliversItAfterwards() throws InterruptedException {
    rig.transport.then(Rig.LATER, Rig.LATER);
    rig.accept(Bodies.series(2, 0));
    rig.accept(Bodies.series(3, 10));

    rig.attempts(2);
    DeliveryFigures during = rig.series();
    rig.clock.move(Backoff.MAX);
    rig.attempts(2);
    long afterSecondFailure = rig.series().spooled();
    rig.clock.move(Backoff.MAX);
    rig.attempts(2);

    assertEquals(5, during.spooled());
    assertEquals(0, during.queued());
    assertEquals(5, afterSecondFailure);
    assertEquals(5, rig.series().delivered());
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void keepsTheFileUntilTheOutcomeIsKnown() throws InterruptedException {
    rig.accept(Bodies.series(2, 0));
    rig.transport.then(Rig.LATER);
    rig.attempts(2);
    int[] filesWhileSending = new int[1];
    rig.transport.watch(() -> filesWhileSending[0] = bodyFiles().size());

    rig.clock.move(Backoff.MAX);
    rig.attempts(1);

    assertEquals(1, filesWhileSending[0]);
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void deletesTheFileFirstWhenTheBodyMustNotArriveTwice() throws InterruptedException {
    rig.accept(Bodies.sketchAtMostOnce(0));
    rig.transport.then(Rig.LATER);
    rig.attempts(2);
    int[] filesWhileSending = {-1};
    rig.transport.watch(() -> filesWhileSending[0] = bodyFiles().size());

    rig.clock.move(Backoff.MAX);
    rig.attempts(1);

    assertEquals(0, filesWhileSending[0]);
    assertEquals(1, rig.total(SelfMetric.ITEMS_DELIVERED));
  }

  @Test
  void setsDamagedFileAsideCountsItAndDeliversTheNext() throws Exception {
    spoolTwoBodies();
    SpoolEntry newest = spool.entries().get(1);
    Files.write(folder.resolve(bodyFiles().get(newest.number() == 1 ? 0 : 1)), new byte[3]);

    rig.clock.move(Backoff.MAX);
    rig.attempts(2);

    assertEquals(1, rig.total(SelfMetric.SPOOL_FILES_SET_ASIDE));
    assertEquals(1, rig.series().delivered());
    assertEquals(Map.of(DropReason.SPOOL_CORRUPT, 1L), rig.series().dropped());
  }

  @Test
  void waitsInMemoryAndSaysSoOnceWhenTheDiskFails() throws Exception {
    spoolTwoBodies();
    rig.clock.move(Duration.ofSeconds(1));
    closeSpool();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(BacklogTest::delete);
    }

    rig.accept(Bodies.series(7, 20));
    rig.accept(Bodies.series(8, 20));
    rig.attempts(1);

    assertEquals(15, rig.series().queued());
    assertEquals(1, rig.total(SelfMetric.SPOOL_FAILURES));
    assertTrue(rig.log().contains("data waits in memory only"), rig.log());
    rig.clock.move(Backoff.MAX);
    rig.attempts(2);
    assertEquals(15, rig.series().delivered());
  }

  @Test
  void keepsHalvesOnDiskWhenABodyFromThereIsTooLarge() throws Exception {
    rig.accept(Bodies.series(5, 0));
    rig.transport.then(Rig.LATER);
    rig.attempts(2);

    rig.clock.move(Backoff.MAX);
    rig.transport.then(new Outcome.TooLarge());
    rig.attempts(1);
    List<String> halves = bodyFiles();
    rig.attempts(2);

    assertEquals(2, halves.size(), halves.toString());
    assertTrue(halves.get(0).endsWith("-0-2.body"), halves.toString());
    assertTrue(halves.get(1).endsWith("-0-3.body"), halves.toString());
    assertEquals(5, rig.series().delivered());
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void deletesTheFileOfAHalfThatIsTooOld() throws Exception {
    rig.accept(Bodies.series(2, 0));
    rig.transport.then(Rig.LATER);
    rig.attempts(2);
    rig.clock.move(Backoff.MAX);
    rig.transport.then(new Outcome.TooLarge());
    rig.attempts(1);

    rig.clock.move(Duration.ofHours(1));
    rig.attempts(1);

    assertEquals(Map.of(DropReason.EXPIRED, 2L), rig.series().dropped());
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void dropsFromTheSpoolWhatIsTooOld() throws InterruptedException {
    spoolTwoBodies();

    rig.clock.move(Duration.ofHours(1));
    rig.attempts(1);

    assertEquals(Map.of(DropReason.EXPIRED, 2L), rig.series().dropped());
    assertEquals(List.of(), bodyFiles());
  }

  @Test
  void acceptsWhatAFormerProcessLeft() throws Exception {
    spoolTwoBodies();
    closeSpool();

    try (Spool again = Spool.open(folder, WIDE)) {
      DeliveryFigures figures = Rig.on(again).series();

      assertEquals(2, figures.accepted());
      assertEquals(2, figures.spooled());
    }
  }

  private void spoolTwoBodies() throws InterruptedException {
    rig.accept(Bodies.series(1, 0));
    rig.accept(Bodies.series(1, 10));
    rig.transport.then(Rig.LATER);
    rig.attempts(2);
    assertEquals(2, bodyFiles().size());
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
}
