package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A supervisor decides when bodies are sent, and is told what became of them. */
final class SupervisionTest {
  private final HandClock clock = new HandClock();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final Telemetry telemetry = new Telemetry();
  private final Log log =
      new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
  private final DeliveryEnvironment environment =
      new DeliveryEnvironment(clock, () -> -1L, telemetry, log, log.limited(10));
  private final Losses losses = new Losses("there", telemetry, log.limited(10));
  private final DeliveryQueue queue = new DeliveryQueue(1_000_000);
  private final Notes notes = new Notes();
  private final DeliveryWorker worker =
      new DeliveryWorker(
          "there",
          queue,
          transport,
          Rig.withoutDisk(queue, losses, environment),
          new KeyState(
              "there",
              new CurrentKey(Endpoints.with(new ReplaceableKey()), log),
              new ScriptedKeyCheck(),
              clock,
              log),
          losses,
          environment,
          notes);

  private static final class Notes implements Supervisor {
    private final List<String> told = new ArrayList<>();
    private boolean open;

    @Override
    public boolean maySend() {
      return open;
    }

    @Override
    public void delivered(Body body) {
      told.add("delivered " + body.items());
    }

    @Override
    public void failed(String reason) {
      told.add("failed: " + reason);
    }

    @Override
    public void rejected(Body body, int status) {
      told.add("rejected " + body.items() + " with " + status);
    }
  }

  @Test
  void sendsNothingUntilItMay() throws Exception {
    Bodies.series(2, 0).bodies().forEach(queue::accept);

    assertTrue(worker.attemptOne() > Duration.ofMinutes(1).toNanos());
    worker.drain(clock.nanos() + Duration.ofSeconds(5).toNanos());
    assertEquals(0, transport.sent.size());
    assertEquals(2, queue.items());

    notes.open = true;
    worker.attemptOne();

    assertEquals(List.of("delivered 2"), notes.told);
  }

  @Test
  void tellsOfFailuresAndOfWhatIsRejectedForGood() throws Exception {
    notes.open = true;
    Bodies.series(1, 0).bodies().forEach(queue::accept);
    transport.then(
        new Outcome.TryLater("status 503", Duration.ZERO, Outcome.Taken.NO),
        new Outcome.Rejected(400));

    worker.attemptOne();
    clock.move(Duration.ofMinutes(1));
    worker.attemptOne();

    assertEquals(List.of("failed: status 503", "rejected 1 with 400"), notes.told);
  }
}
