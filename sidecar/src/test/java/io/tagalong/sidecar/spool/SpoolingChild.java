package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process of its own that spools a small body, one that is too large for its disk, a small one.
 */
final class SpoolingChild {
  private static final int SMALL = 1_000;
  private static final int LARGE = 1_000_000;

  private SpoolingChild() {}

  /** Prints what becomes of each body, then what the next process would find. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    SpoolLimits limits = new SpoolLimits(10 * LARGE, 1);
    try (Spool spool = Spool.open(folder, limits)) {
      for (int bytes : new int[] {SMALL, LARGE, SMALL}) {
        System.out.println(spool(spool, bytes));
      }
    }
    try (Spool after = Spool.open(folder, limits)) {
      System.out.println(
          after.entries().size() + " entries, " + filesBesidesTheLock(folder) + " files");
    }
  }

  private static long filesBesidesTheLock(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("lock")).count();
    }
  }

  private static String spool(Spool spool, int bytes) {
    Body body =
        new Body(
            BodyKind.SERIES,
            Encoding.IDENTITY,
            DeliveryMode.AT_LEAST_ONCE,
            new byte[bytes],
            1,
            1_700_000_000);
    try {
      spool.putBack(spool.add(body));
      return "stored";
    } catch (IOException refused) {
      return "refused: " + refused.getMessage();
    }
  }
}
