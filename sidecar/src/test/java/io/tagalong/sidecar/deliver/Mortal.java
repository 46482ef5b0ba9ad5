package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.Encoded;
import io.tagalong.sidecar.spool.Spool;
import io.tagalong.sidecar.spool.SpoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A process that spools through one outage after the other, and delivers in between, for ever. Each
 * outage meets a body that must arrive and one that must not arrive twice. Their seconds are their
 * names: even and odd.
 *
 * <p>What it prints is what the world knows of it: {@code began}; {@code stored SECOND} once a body
 * is safe; {@code arrived SECOND} when the intake takes one, before anybody else is told.
 */
final class Mortal {

  private static final SpoolLimits WIDE = new SpoolLimits(1 << 30, 1);

  private static final Duration UNTIL_TRIED_AGAIN = Duration.ofSeconds(64);

  private final Rig rig;

  private Mortal(Spool spool) {
    rig = Rig.on(spool);
    rig.transport.watch(
        () -> say("arrived", whole(rig.transport.sent.get(rig.transport.sent.size() - 1))));
  }

  /**
   * Arguments: the folder; and the second of the first body, which is even, or else the process
   * delivers what is there, and ends.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("began");
    try (Spool spool = Spool.open(Path.of(arguments[0]), WIDE)) {
      Mortal child = new Mortal(spool);
      if (arguments.length > 1) {
        child.spoolAndDeliver(Long.parseLong(arguments[1]));
      } else {
        child.deliver();
      }
    }
  }

  private void spoolAndDeliver(long firstSecond) throws InterruptedException {
    for (long second = firstSecond; ; second += 2) {
      if (second % 3 == 0) {
        deliver();
      }
      spool(second);
    }
  }

  /** Delivers everything that is there. */
  private void deliver() throws InterruptedException {
    rig.setDown(false);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.work();
  }

  private void spool(long second) throws InterruptedException {
    List<Body> bodies = List.of(body(second), body(second + 1));
    rig.setDown(true);
    rig.clock.move(UNTIL_TRIED_AGAIN);
    rig.accept(new Encoded(bodies, List.of()));
    rig.work();
    if (rig.queue.items() > 0) {
      throw new IllegalStateException("not all of it is stored\n" + rig.log());
    }
    bodies.forEach(body -> say("stored", body));
  }

  private static Body body(long second) {
    Encoded made = second % 2 == 0 ? Bodies.series(1, second) : Bodies.sketchAtMostOnce(second);
    return made.bodies().get(0);
  }

  private static Body whole(Body body) {
    if (!Arrays.equals(body.bytes(), body(body.createdSeconds()).bytes())) {
      throw new IllegalStateException("not as it was stored: " + body.createdSeconds());
    }
    return body;
  }

  /** One write of one line, which is all there, or not at all, when the process is killed. */
  private static void say(String what, Body body) {
    System.out.print(what + " " + body.createdSeconds() + "\n");
    if (System.out.checkError()) { // which also flushes
      throw new IllegalStateException("nobody listens any more");
    }
  }
}
