package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process has spooled outlives SIGKILL at any moment: while it opens the spool, delivers
 * from it, or adds to it.
 */
final class KillTest {

  /** Each is the start of a JVM that recovers what the one before has left. */
  private static final int KILLS = Integer.getInteger("tagalong.spool.kills", 200);

  private static final int LANES = Runtime.getRuntime().availableProcessors();

  @Test
  void deliversWhatWasStoredAtLeastOnceOrAtMostOnceAfterKillsAtRandomMoments(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("Kills at random moments, seed " + seed);
    List<Callable<Mortals>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      Mortals mortals = new Mortals(folder.resolve("spool-" + lane), new Random(seed + lane));
      int kills = (KILLS + lane) / LANES; // adds up to all of them
      lanes.add(() -> mortals.liveAndDie(kills));
    }

    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      for (Future<Mortals> lane : threads.invokeAll(lanes)) {
        assertKept(lane.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertKept(Mortals mortals) throws IOException {
    assertEquals(List.of(), mortals.missing(), "stored, and never arrived");
    assertEquals(List.of(), mortals.doubled(), "must not arrive twice");
    assertTrue(mortals.givenUp().size() <= mortals.kills(), () -> "too many: " + mortals.givenUp());
    assertEquals(List.of(), mortals.leftFiles(), "neither bodies nor damaged or unfinished files");
  }
}
