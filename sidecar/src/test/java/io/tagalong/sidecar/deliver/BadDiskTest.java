package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolLimits;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that hangs, vanishes or is full costs what is on it, for as long as that lasts. */
final class BadDiskTest {

  private static final SpoolLimits WIDE = new SpoolLimits(1 << 20, 1);
  private static final Duration UNTIL_TRIED_AGAIN = Duration.ofSeconds(64);

  /** Short, because it always runs out where the disk hangs; wide where it does not. */
  private static final Duration SOON = Duration.ofMillis(200);

  private final Path folder;
  private Spool spool;
  private Rig rig;

  BadDiskTest(@TempDir Path folder) throws IOException {
    this.folder = folder.resolve("spool");
    this.spool = Spool.open(this.folder, WIDE);
    this.rig = Rig.on(spool);
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  /**
   * A read of a pipe to which nobody writes never returns, as one from a dead server. The other
   * file is no reason to turn the worker without pause.
   */
  @Test
  void deliversFromMemoryWhileTheDiskHangsAndTheRestWhenItAnswers() throws Exception {
    rig = Rig.on(spool, SOON);
    rig.accept(Bodies.series(1, 0));
    spoolOneBody(3);
    Path file = bodyFile(1);
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());

    rig.work();
    rig.accept(Bodies.series(5, rig.clock.seconds()));
    rig.work();

    assertEquals(5, rig.series().delivered());
    assertEquals(4, rig.series().spooled());
    assertTrue(rig.backlog.isDegraded());
    assertTrue(rig.log().contains("has not answered"), rig.log());

    Files.write(file, content, StandardOpenOption.WRITE);
    while (rig.disk.isOverdue()) {
      Thread.onSpinWait();
    }
    Files.delete(file);
    Files.write(file, content);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.work();

    assertEquals(9, rig.series().delivered());
    assertFalse(rig.backlog.isDegraded());
    assertTrue(rig.log().contains("works again"), rig.log());
  }

  @Test
  void goesBackToTheDiskWhenTheFolderIsThereAgain() throws Exception {
    spoolOneBody(3);
    deleteFolder();
    rig.setDown(true);
    rig.accept(Bodies.series(5, rig.clock.seconds()));
    rig.work();
    long spooledMeanwhile = rig.series().spooled();
    boolean degradedMeanwhile = rig.backlog.isDegraded();

    Files.createDirectories(folder);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.work();

    assertEquals(3, spooledMeanwhile, "what the folder held, as far as anybody knows");
    assertTrue(degradedMeanwhile);
    assertEquals(8, rig.series().spooled());
    rig.setDown(false);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.work();
    assertEquals(5, rig.series().delivered());
    assertEquals(Map.of(DropReason.SPOOL_CORRUPT, 3L), rig.series().dropped());
    assertFalse(rig.backlog.isDegraded());
  }

  @Test
  void keepsInMemoryWhatAFullDiskRefuses() throws Exception {
    spool.close();
    spool = Spool.open(folder, new SpoolLimits(1 << 20, 0));
    rig = Rig.on(spool);
    rig.setDown(true);

    rig.accept(Bodies.series(5, 0));
    rig.work();
    DeliveryFigures meanwhile = rig.series();
    rig.setDown(false);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.work();

    assertEquals(5, meanwhile.queued());
    assertEquals(5, rig.series().delivered());
    assertEquals(1, rig.total(SelfMetric.SPOOL_FAILURES));
    assertTrue(rig.log().contains("% full"), rig.log());
  }

  @Test
  void countsEveryFileThatItDeletesForRoomWhenTheNextCannotBeDeleted() throws Exception {
    long bytes = spoolOneBody(1);
    spool.close();
    spool = Spool.open(folder, new SpoolLimits(2 * bytes + 20, 1));
    rig = Rig.on(spool);
    rig.setDown(true);
    rig.accept(Bodies.series(1, 1));
    rig.work();
    Path newest = bodyFile(1);
    Files.delete(newest);
    Files.createDirectories(newest.resolve("in the way"));

    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.accept(Bodies.series(6, 2));
    rig.work();

    assertEquals(Map.of(DropReason.SPOOL_FULL, 1L), rig.series().dropped());
  }

  /** Spools a body of series while the intake is down for a moment. Returns the file's size. */
  private long spoolOneBody(int items) throws Exception {
    rig.setDown(true);
    rig.accept(Bodies.series(items, 0));
    rig.work();
    rig.setDown(false);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    return Files.size(bodyFile());
  }

  private Path bodyFile() throws IOException {
    return bodyFile(0);
  }

  private Path bodyFile(int index) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".body")).sorted().toList().get(index);
    }
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
