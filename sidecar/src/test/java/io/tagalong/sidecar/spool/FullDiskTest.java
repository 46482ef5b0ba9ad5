package io.tagalong.sidecar.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that really refuses a write in its midst, as a full disk does. Filling one takes rights;
 * the limit of a process for the size of its files does not, and fails the same call.
 */
final class FullDiskTest {
  /**
   * In blocks of 512 bytes, or of 1024 for some shells: more than a small body, less than a large.
   */
  private static final String LIMITED = "ulimit -f 64 && exec \"$0\" \"$@\"";

  @Test
  void leavesNothingHalfWrittenAndGoesOnWhenTheDiskRefusesABody(@TempDir Path folder)
      throws Exception {
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                LIMITED,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolingChild.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    String said = new String(child.getInputStream().readAllBytes(), UTF_8);

    assertEquals(0, child.waitFor(), said);
    assertEquals(List.of("stored", "refused", "stored"), said.lines().toList());
    try (Spool after = Spool.open(folder, new SpoolLimits(10 * SpoolingChild.LARGE, 1))) {
      assertEquals(2, after.entries().size());
    }
    assertEquals(2, filesBesidesTheLock(folder));
  }

  private static long filesBesidesTheLock(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("lock")).count();
    }
  }
}
