package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The time of a sidecar that has one of its own ({@link Servers#turnedSidecar}). */
final class TurnedTime {
  private final Program sidecar;
  private int turns;

  TurnedTime(Server sidecar) {
    this.sidecar = sidecar.program();
  }

  /** Lets time pass; returns when the sidecar has encoded the bucket that ends by it. */
  void pass(Duration time) throws IOException, InterruptedException {
    turns++;
    sidecar.tell(time + " " + time);
    String unused = sidecar.await(Pattern.compile("(?m)^turn (" + turns + ")$"));
  }
}
