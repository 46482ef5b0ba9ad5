package io.tagalong.sidecar.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that really refuses a write in its midst, because the disk is full. */
final class FullDiskTest {

  /** In a mount namespace, so that nobody else sees it, and it ends with the process. */
  private static final String MOUNTED = "mount -t tmpfs -o size=256k none \"$0\" && exec \"$@\"";

  /** Needs no right, and fails the same call in its midst. Blocks have 512 bytes, or 1024. */
  private static final String LIMITED = "ulimit -f 64 && exec \"$@\"";

  /**
   * A way to run a command on a disk that is too small for a large body.
   *
   * @param refusal what the system then says
   */
  private record Means(String refusal, List<String> prefix) {

    /** As root; as anybody; and where nobody may mount. */
    private static final List<Means> BEST_FIRST =
        List.of(
            new Means(
                "No space left on device", List.of("unshare", "--mount", "sh", "-c", MOUNTED)),
            new Means(
                "No space left on device",
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNTED)),
            new Means("File too large", List.of("sh", "-c", LIMITED)));

    static Means best(Path folder) {
      return BEST_FIRST.stream()
          .filter(means -> means.works(folder))
          .findFirst()
          .orElseThrow(() -> new AssertionError("not even a shell can be started"));
    }

    private boolean works(Path folder) {
      try {
        return start(folder, List.of("true")).waitFor() == 0;
      } catch (IOException noSuchProgram) {
        return false;
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    Process start(Path folder, List<String> command) throws IOException {
      List<String> all = new ArrayList<>(prefix);
      all.add(folder.toString());
      all.addAll(command);
      return new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
  }

  @Test
  void leavesNothingHalfWrittenAndGoesOnWhenTheDiskRefusesABody(@TempDir Path folder)
      throws Exception {
    Means means = Means.best(folder);
    System.out.println("A full disk by " + means.prefix);
    Process child =
        means.start(
            folder,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolingChild.class.getName(),
                folder.toString()));

    String said = new String(child.getInputStream().readAllBytes(), UTF_8);

    assertEquals(0, child.waitFor(), said);
    assertEquals(
        List.of("stored", "refused: " + means.refusal, "stored", "2 entries, 2 files"),
        said.lines().toList());
  }
}
