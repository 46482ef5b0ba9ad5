package io.tagalong.sidecar.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.DeliveryMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {

  private static final SpoolLimits WIDE = new SpoolLimits(1 << 30, 1);

  private final Path folder;

  SpoolTest(@TempDir Path folder) {
    this.folder = folder.resolve("spool");
  }

  @Test
  void givesBackWhatAFormerProcessAdded() throws IOException {
    Body added = Bodies.sketchAtMostOnce(17).bodies().get(0);
    try (Spool former = Spool.open(folder, WIDE)) {
      add(former, added);
    }

    try (Spool spool = Spool.open(folder, WIDE)) {
      Body found = spool.checkOut(spool.entries().get(0));

      assertEquals(added.kind(), found.kind());
      assertEquals(added.encoding(), found.encoding());
      assertEquals(DeliveryMode.AT_MOST_ONCE, found.mode());
      assertEquals(1, found.items());
      assertEquals(17, found.createdSeconds());
      assertArrayEquals(added.bytes(), found.bytes());
    }
  }

  @Test
  void takesMetricsNewestFirstAndEventsOldestFirst() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      for (long second : new long[] {20, 30, 10}) {
        add(spool, series(second));
        add(spool, Bodies.event(second).bodies().get(0));
      }

      assertEquals(List.of(30L, 20L, 10L), drain(spool, BodyKind.SERIES));
      assertEquals(List.of(10L, 20L, 30L), drain(spool, BodyKind.EVENTS));
      assertEquals(0, spool.diskBytes());
    }
  }

  @Test
  void keepsTheFileOfABodyThatIsCheckedOutUntilItIsDeleted() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      SpoolEntry entry = add(spool, series(1));

      spool.checkOut(entry);

      assertEquals(List.of(), spool.entries());
      assertEquals(1, bodyFiles().size());
      spool.putBack(entry);
      assertEquals(List.of(entry), spool.entries());
      spool.checkOut(entry);
      spool.delete(entry);
      assertEquals(List.of(), bodyFiles());
    }
  }

  @Test
  void deletesTheOldestWhenThereAreTooManyBytes() throws IOException {
    long block = SpoolLimits.BLOCK_BYTES;
    try (Spool spool = Spool.open(folder, new SpoolLimits(2 * block, 1))) {
      SpoolEntry oldest = add(spool, series(1));
      add(spool, series(2));

      List<SpoolEntry> deleted = new ArrayList<>();
      spool.makeRoomFor(series(3), deleted::add);

      assertEquals(List.of(oldest), deleted);
      assertEquals(block, spool.diskBytes());
    }
  }

  @Test
  void deletesTheOldestWhenThereAreTooManyFiles() throws IOException {
    try (Spool spool = Spool.open(folder, new SpoolLimits(1 << 30, 2, 1))) {
      SpoolEntry oldest = add(spool, series(1));
      add(spool, series(2));

      List<SpoolEntry> deleted = new ArrayList<>();
      spool.makeRoomFor(series(3), deleted::add);

      assertEquals(List.of(oldest), deleted);
    }
  }

  @Test
  void countsEveryFileThereIsAgainstTheLimitsWhetherItWaitsOrNot() throws IOException {
    try (Spool spool = Spool.open(folder, new SpoolLimits(1 << 30, 2, 1))) {
      spool.checkOut(add(spool, series(1)));
      SpoolEntry waits = add(spool, series(2));

      List<SpoolEntry> deleted = new ArrayList<>();
      spool.makeRoomFor(series(3), deleted::add);
      spool.add(series(3));

      assertEquals(List.of(waits), deleted);
      assertThrows(SpoolFullException.class, () -> spool.makeRoomFor(series(4), deleted::add));
    }
  }

  @Test
  void roundsAFileUpToWholeBlocks() {
    assertEquals(4_096, SpoolEntry.diskBytes(1));
    assertEquals(4_096, SpoolEntry.diskBytes(4_096));
    assertEquals(8_192, SpoolEntry.diskBytes(4_097));
  }

  @Test
  void refusesBodyAndKeepsWhatItHasWhenTheDiskIsTooFull() throws IOException {
    try (Spool spool = Spool.open(folder, new SpoolLimits(1 << 30, 0))) {
      add(spool, series(1));

      assertThrows(SpoolFullException.class, () -> spool.makeRoomFor(series(2), deleted -> {}));

      assertEquals(1, spool.entries().size());
    }
  }

  @Test
  void keepsFewDamagedFiles() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      for (int second = 0; second < SpoolFolder.MAX_DAMAGED + 3; second++) {
        SpoolEntry entry = add(spool, series(second));
        Files.write(folder.resolve(entry.fileName()), new byte[3]);

        assertThrows(CorruptFileException.class, () -> spool.checkOut(entry));
      }

      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(
            SpoolFolder.MAX_DAMAGED,
            files.filter(file -> file.toString().endsWith(".damaged")).count());
      }
    }
  }

  @Test
  void deletesWhatIsTooOldForItsKind() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      add(spool, series(0));
      add(spool, Bodies.event(0).bodies().get(0));

      List<SpoolEntry> expired = new ArrayList<>();
      spool.deleteExpired(3_301, expired::add);

      assertEquals(1, expired.size());
      assertTrue(expired.get(0).kind().newestFirst());
      assertEquals(1, bodyFiles().size());
    }
  }

  @Test
  void findsEveryCut() {
    byte[] whole = BodyFile.write(series(1)).array();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThrows(CorruptFileException.class, () -> BodyFile.read(cut), "length " + length);
    }
  }

  @Test
  void findsEveryFlippedBitOfWhatIsUsed() {
    byte[] whole = BodyFile.write(series(1)).array();

    for (int bit = 0; bit < 8 * whole.length; bit++) {
      boolean isUsed = bit / 8 < BodyFile.USED_HEAD_BYTES || bit / 8 >= BodyFile.HEAD_BYTES;
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      if (isUsed) {
        assertThrows(CorruptFileException.class, () -> BodyFile.read(flipped), "bit " + bit);
      } else {
        assertDoesNotThrow(() -> BodyFile.read(flipped), "bit " + bit);
      }
    }
  }

  @Test
  void goesOnWithTheNextFileWhenOneIsDamaged() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      add(spool, series(1));
      SpoolEntry damaged = add(spool, series(2));
      Files.write(folder.resolve(damaged.fileName()), new byte[0]);

      assertThrows(CorruptFileException.class, () -> spool.checkOut(damaged));

      assertEquals(1, spool.entries().size());
      assertTrue(Files.exists(folder.resolve(damaged.fileName() + ".damaged")));
    }
  }

  @Test
  void goesOnWhenADamagedFileCannotBeSetAside() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      SpoolEntry damaged = add(spool, series(2));
      Files.write(folder.resolve(damaged.fileName()), new byte[0]);
      Files.createDirectories(
          folder.resolve(damaged.fileName() + ".damaged").resolve("in the way"));

      assertThrows(CorruptFileException.class, () -> spool.checkOut(damaged));

      assertEquals(List.of(), spool.entries());
    }
  }

  @Test
  void forgetsWhatAKilledWriterLeftUnfinished() throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.write(folder.resolve("x.body.unfinished"), new byte[7]);

    try (Spool spool = Spool.open(folder, WIDE)) {
      assertEquals(List.of(), spool.entries());
      assertFalse(Files.exists(unfinished));
    }
  }

  @Test
  void hidesBodiesFromOtherUsersAndHoldsNoTextOfTheirWay() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      add(spool, series(1));

      for (Path file : bodyFiles()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("datadoghq") || text.contains("http"), text);
      }
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }
  }

  @Test
  void leavesNothingBehindWhenAFileCannotBeWritten() throws IOException {
    try (Spool spool = Spool.open(folder, WIDE)) {
      Path inTheWay =
          folder.resolve(new SpoolEntry(1, series(1).kind(), 1, 1, 0).fileName() + ".unfinished");
      Files.createDirectory(inTheWay);
      Files.writeString(inTheWay.resolve("full"), "x", StandardOpenOption.CREATE_NEW);

      assertThrows(IOException.class, () -> spool.add(series(1)));

      assertEquals(List.of(), spool.entries());
      assertEquals(0, spool.diskBytes());
    }
  }

  private static SpoolEntry add(Spool spool, Body body) throws IOException {
    SpoolEntry entry = spool.add(body);
    spool.putBack(entry);
    return entry;
  }

  private static List<Long> drain(Spool spool, BodyKind kind) throws IOException {
    List<Long> seconds = new ArrayList<>();
    var next = spool.next(kind, 0);
    while (next.isPresent()) {
      seconds.add(next.get().createdSeconds());
      spool.delete(next.get());
      next = spool.next(kind, 0);
    }
    return seconds;
  }

  private List<Path> bodyFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SpoolEntry.SUFFIX)).toList();
    }
  }

  private static Body series(long createdSeconds) {
    return Bodies.series(1, createdSeconds).bodies().get(0);
  }
}
