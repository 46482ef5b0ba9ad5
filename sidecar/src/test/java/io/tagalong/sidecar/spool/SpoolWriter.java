package io.tagalong.sidecar.spool;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import java.io.IOException;
import java.nio.file.Path;

/** A process that adds small bodies for ever, and says of each when it is safe. */
final class SpoolWriter {

  private SpoolWriter() {}

  /** Arguments: the folder, and the second that the first body carries. */
  public static void main(String[] arguments) throws IOException {
    long second = Long.parseLong(arguments[1]);
    try (Spool spool = Spool.open(Path.of(arguments[0]), new SpoolLimits(1 << 30, 1))) {
      while (true) {
        Body body = Bodies.series(1, second++).bodies().get(0);
        spool.add(body);
        System.out.println(body.createdSeconds());
        System.out.flush();
      }
    }
  }
}
