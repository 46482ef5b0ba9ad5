package io.tagalong.sidecar.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process was told is safe outlives SIGKILL, and nothing damaged is found. */
final class SpoolKillTest {

  /** Each kill is a JVM start; {@code -Dtagalong.spool.kills=200} makes it more. */
  private static final int KILLS = Integer.getInteger("tagalong.spool.kills", 20);

  @Test
  void findsEverySafeBodyAndNoDamagedOneAfterKillsAtRandomMoments(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<Long> safe = new TreeSet<>();

    for (int kill = 0; kill < KILLS; kill++) {
      safe.addAll(killedWriter(folder, kill * 1_000_000L, random));
      Set<Long> found = found(folder);
      assertTrue(
          found.containsAll(safe), "seed " + seed + ", kill " + kill + ": lost some of " + safe);
      assertTrue(found.size() <= safe.size() + kill + 1, "seed " + seed); // the last may be unsaid
    }
  }

  /** The seconds of the bodies that a writer called safe before it was killed. */
  private static Set<Long> killedWriter(Path folder, long firstSecond, Random random)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolWriter.class.getName(),
                folder.toString(),
                Long.toString(firstSecond))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<Long> safe = new TreeSet<>();
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      int linesToLive = random.nextInt(20);
      int spins = random.nextInt(2_000_000);
      for (int line = 0; line < linesToLive; line++) {
        safe.add(Long.parseLong(out.readLine()));
      }
      for (int spin = 0; spin < spins; spin++) {
        Thread.onSpinWait(); // into the middle of whatever it does next
      }
      writer.toHandle().destroyForcibly(); // leaves the pipe to be read
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        safe.add(Long.parseLong(line));
      }
    }
    writer.waitFor();
    return safe;
  }

  private static Set<Long> found(Path folder) throws IOException {
    try (Spool spool = Spool.open(folder, new SpoolLimits(1 << 30, 1))) {
      Set<Long> seconds = new TreeSet<>();
      for (SpoolEntry entry : spool.entries()) {
        assertEquals(entry.createdSeconds(), spool.checkOut(entry).createdSeconds());
        seconds.add(entry.createdSeconds());
      }
      return seconds;
    }
  }
}
