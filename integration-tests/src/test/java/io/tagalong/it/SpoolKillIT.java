package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.rule.Rule;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.sidecar.spool.SpoolLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Sidecars that are killed at random moments while they spool, one after the other in each lane.
 * The sidecar's own tests kill many more, without a network.
 */
@Execution(ExecutionMode.CONCURRENT)
class SpoolKillIT {
  private static final int LANES = 4;

  /** Each kill is a start of a sidecar; {@code -Dtagalong.spool.kills=200} makes it more. */
  private static final int KILLS = Integer.getInteger("tagalong.spool.kills", 24) / LANES;

  /** Before the body's own bytes; {@code BodyFile} has the layout. */
  private static final int HEAD_BYTES = 32;

  /** On any processor; a start that reads the files of a full spool takes more. */
  private static final Duration MOST_PROCESSOR_TIME = Duration.ofSeconds(2);

  private static final Pattern MARK = Pattern.compile("mark:(\\d+)");

  /** A bucket, so that the kill meets everything between arrival and rename. */
  private static final int MOST_MILLIS_TO_SPOOL = 1_000;

  /** What a sidecar that listens takes to deliver what it found. */
  private static final int MOST_MILLIS_TO_DELIVER = 200;

  private final Path spool;

  SpoolKillIT(@TempDir Path folder) {
    spool = folder.resolve("spool");
  }

  @RepeatedTest(LANES)
  void deliversAfterEveryRestartWhatWasOnDiskAtTheKill() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<Integer> onDisk = Set.of();
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults())) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (SidecarProcess sidecar = start(intake)) {
          awaitDelivery(sidecar, intake, onDisk, "seed " + seed + ", kill " + kill);
          intake.faults().add("*", Fault.Reply.status(503), Integer.MAX_VALUE);
          int first = 2 * kill;
          sidecar.send("marks:1|c|#mark:" + first);
          sidecar.awaitWhile(() -> !marksOnDisk().contains(first));
          sidecar.send("marks:1|c|#mark:" + (first + 1));
          sidecar.killAfter(Duration.ofMillis(random.nextInt(MOST_MILLIS_TO_SPOOL)));
        }
        onDisk = marksOnDisk();
        intake.faults().clear();
      }
      try (SidecarProcess last = start(intake)) {
        awaitDelivery(last, intake, onDisk, "seed " + seed);
      }
    }
  }

  /** Each round kills a sidecar that spools, and one that delivers what was spooled. */
  @RepeatedTest(LANES)
  void deliversADistributionAtMostOnceHoweverOftenItIsKilled() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults())) {
      int marks = KILLS / 2;
      for (int mark = 0; mark < marks; mark++) {
        intake.faults().add("*", Fault.Reply.status(503), Integer.MAX_VALUE);
        try (SidecarProcess spools = startAtMostOnce(intake)) {
          int sent = mark;
          spools.send("spread:1|d|#mark:" + sent);
          spools.awaitWhile(() -> !marksOnDisk().contains(sent));
          spools.kill();
        }
        intake.faults().clear();
        try (SidecarProcess delivers = startAtMostOnce(intake)) {
          delivers.killAfter(Duration.ofMillis(random.nextInt(MOST_MILLIS_TO_DELIVER)));
        }
      }
      try (SidecarProcess last = startAtMostOnce(intake)) {
        last.send("spread:1|d|#mark:" + marks);
        last.awaitWhile(() -> spread(intake, marks) == 0 || !marksOnDisk().isEmpty());
      }
      for (int mark = 0; mark <= marks; mark++) {
        assertTrue(spread(intake, mark) <= 1, "seed " + seed + ", mark " + mark + " came twice");
      }
    }
  }

  @Test
  void startsWithoutReadingTheFilesOfAFullSpool() throws Exception {
    try (IntakeEmulator intake = IntakeEmulator.start(EmulatorSettings.defaults())) {
      intake.faults().add("*", Fault.Reply.status(503), Integer.MAX_VALUE);
      try (SidecarProcess killed = start(intake)) {
        killed.send("marks:1|c|#mark:0");
        killed.awaitWhile(() -> marksOnDisk().isEmpty());
        killed.kill();
      }
      multiply(bodyFiles().get(0), SpoolLimits.MAX_FILES);

      try (SidecarProcess next = start(intake)) {
        Duration start = next.processorTime();

        System.out.println("A start with a full spool takes " + start + " of processor time");
        assertTrue(start.compareTo(MOST_PROCESSOR_TIME) < 0, start.toString());
      }
    }
  }

  private SidecarProcess start(IntakeEmulator intake) throws Exception {
    return start(intake, "at_least_once");
  }

  private SidecarProcess startAtMostOnce(IntakeEmulator intake) throws Exception {
    return start(intake, "at_most_once");
  }

  private SidecarProcess start(IntakeEmulator intake, String sketchDelivery) throws Exception {
    return SidecarProcess.start(
            intake,
            Map.of(
                "DD_API_KEY",
                SidecarProcess.API_KEY,
                "TAGALONG_SPOOL_DIR",
                spool.toString(),
                "TAGALONG_SKETCH_DELIVERY",
                sketchDelivery),
            "--bucket-seconds",
            "1")
        .expectingViolations(Rule.BODY_INCOMPLETE); // a kill may cut a request short
  }

  private static long spread(IntakeEmulator intake, int mark) {
    return intake.metrics().summary("spread", "mark:" + mark).count();
  }

  /** Each mark was sent once, so one that has a value other than 1 was damaged or doubled. */
  private static void awaitDelivery(
      SidecarProcess sidecar, IntakeEmulator intake, Set<Integer> marks, String when)
      throws InterruptedException {
    for (int mark : marks) {
      sidecar.awaitWhile(() -> delivered(intake, mark) == 0);
      assertEquals(1, delivered(intake, mark), when + ", mark " + mark);
    }
  }

  private static double delivered(IntakeEmulator intake, int mark) {
    return intake.metrics().total("marks", "mark:" + mark);
  }

  private static void multiply(Path file, int times) throws IOException {
    String name = String.valueOf(file.getFileName());
    String rest = name.substring(name.indexOf('-'));
    for (int i = 1; i <= times; i++) {
      Files.copy(file, file.resolveSibling("%018d%s".formatted(1_000_000 + i, rest)));
    }
  }

  /** The marks in the finished files, all of which must be whole. */
  private Set<Integer> marksOnDisk() {
    return bodyFiles().stream()
        .flatMap(file -> MARK.matcher(text(file)).results())
        .map(result -> Integer.parseInt(result.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      var body = new ByteArrayInputStream(content, HEAD_BYTES, content.length - HEAD_BYTES);
      return new String(new InflaterInputStream(body).readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException deliveredMeanwhile) {
      return "";
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private List<Path> bodyFiles() {
    if (!Files.exists(spool)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(spool)) {
      return all.filter(file -> file.toString().endsWith(".body")).toList();
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      return List.of();
    }
  }
}
