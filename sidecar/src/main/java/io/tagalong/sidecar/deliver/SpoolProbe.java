package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Tries out whether a spool can be in a folder. */
public final class SpoolProbe {
  private SpoolProbe() {}

  /**
   * Fails when nothing can be written to the folder, which is made if need be. A disk that hangs
   * may be back any time, and the sidecar works without; so that is no failure, and waited for a
   * few seconds only.
   */
  public static void probe(Path folder) throws IOException {
    probe(() -> Spool.probe(folder), DiskThread.PATIENCE);
  }

  static void probe(DiskThread.Task attempt, Duration patience) throws IOException {
    DiskThread disk = new DiskThread("tagalong-spool-probe", patience);
    try {
      disk.await(attempt);
    } catch (DiskHangsException notToday) {
      return; // opening the spool says so, and its gauge
    } finally {
      disk.close();
    }
  }
}
