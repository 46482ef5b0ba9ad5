package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** One {@link Mortal} after the other in one folder, killed one after the other. */
final class Lineage {

  /** The exit status after SIGKILL. */
  private static final int KILLED = 128 + 9;

  private static final int MOST_LINES_TO_LIVE = 40;

  /** A few milliseconds, which a body takes from one of its lines to the other. */
  private static final int MOST_SPINS = 50_000;

  /** More than a life has. */
  private static final long SECONDS_OF_A_LIFE = 1_000_000;

  private final Path folder;
  private final Random random;
  private final List<Long> stored = new ArrayList<>();
  private final List<Long> arrived = new ArrayList<>();
  private int kills;

  Lineage(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  /** Starts and kills that many, then lets one live until it has delivered what is left. */
  Lineage liveAndDie(int times) throws IOException, InterruptedException {
    while (kills < times) {
      kills++;
      Process mortal = start(folder.toString(), Long.toString(kills * SECONDS_OF_A_LIFE));
      listen(mortal, random.nextInt(MOST_LINES_TO_LIVE));
      assertEquals(KILLED, mortal.waitFor(), "it did not live until it was killed");
    }
    Process last = start(folder.toString());
    listen(last, Integer.MAX_VALUE);
    assertEquals(0, last.waitFor(), "it did not deliver what was left");
    return this;
  }

  int kills() {
    return kills;
  }

  /** What was stored, must arrive at least once, and did not. */
  List<Long> missing() {
    return stored.stream()
        .filter(second -> isRepeatable(second) && !arrived.contains(second))
        .toList();
  }

  /** What was stored, must not arrive twice, and did not arrive at all. */
  List<Long> givenUp() {
    return stored.stream()
        .filter(second -> !isRepeatable(second) && !arrived.contains(second))
        .toList();
  }

  /** What must not arrive twice, and did. */
  List<Long> doubled() {
    Set<Long> once = new HashSet<>();
    return arrived.stream().filter(second -> !isRepeatable(second) && !once.add(second)).toList();
  }

  /** What is left in the folder, besides the file that says whose it is. */
  List<String> leftFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("lock"))
          .toList();
    }
  }

  private static boolean isRepeatable(long second) {
    return second % 2 == 0;
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Mortal.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Notes what a process says, and kills it a moment after the given line, if it comes so far. */
  private void listen(Process mortal, int linesToLive) throws IOException {
    try (BufferedReader out = mortal.inputReader(StandardCharsets.UTF_8)) {
      int lines = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        note(line);
        if (lines++ == linesToLive) {
          spin(random.nextInt(MOST_SPINS)); // into the middle of whatever it does next
          mortal.toHandle().destroyForcibly(); // leaves the pipe to be read
        }
      }
    } catch (IOException | RuntimeException | Error failed) {
      mortal.destroyForcibly();
      throw failed;
    }
  }

  private void note(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "stored" -> stored.add(Long.valueOf(words[1]));
      case "arrived" -> arrived.add(Long.valueOf(words[1]));
      default -> {} // it began
    }
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }
}
