package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.BodyKind;
import io.tagalong.sidecar.encode.DeliveryMode;
import io.tagalong.sidecar.encode.Encoding;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process of its own that spools a small body, one that is too large for its disk, a small one.
 */
final class SpoolingChild {
  static final int SMALL = 1_000;
  static final int LARGE = 1_000_000;

  private SpoolingChild() {}

  /** Prints one word for each body. */
  public static void main(String[] arguments) throws IOException {
    try (Spool spool = Spool.open(Path.of(arguments[0]), new SpoolLimits(10 * LARGE, 1))) {
      for (int bytes : new int[] {SMALL, LARGE, SMALL}) {
        System.out.println(spool(spool, bytes));
      }
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
      return "refused";
    }
  }
}
