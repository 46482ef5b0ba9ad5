package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.encode.Bodies;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivery shows of itself while it runs; a state that never comes keeps the test. */
final class EndpointStateTest {

  /** Written by the test, read by the delivery thread. */
  private volatile Outcome answer = new Outcome.Delivered();

  private final HandClock clock = new HandClock();
  private final Log log =
      new Log(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC());
  private final Deliverer deliverer =
      new Deliverer(
          Endpoints.of(1),
          (hosts, key) -> new IntakeConnection.Opened(body -> answer, () -> KeyCheck.Verdict.VALID),
          1 << 20,
          Optional.empty(),
          new DeliveryEnvironment(clock, () -> 0, new Telemetry(), log, log.limited(10)));

  @BeforeEach
  void start() {
    deliverer.start();
  }

  @AfterEach
  void stop() {
    answer = new Outcome.Delivered();
    deliverer.stop(Duration.ofSeconds(8));
  }

  @Test
  void isFailingUntilAnAttemptSucceeds() {
    answer = Rig.LATER;
    deliverer.accept(Bodies.series(1, clock.seconds()));
    await(EndpointState::failing);

    answer = new Outcome.Delivered();

    assertEquals(
        new EndpointState("there", false, false, EndpointState.Spool.NONE),
        await(state -> !state.failing()));
  }

  @Test
  void showsThatTheKeyIsRefused() {
    answer = new Outcome.KeyRefused(403);
    deliverer.accept(Bodies.series(1, clock.seconds()));

    assertEquals(
        new EndpointState("there", true, false, EndpointState.Spool.NONE),
        await(EndpointState::keyRefused));
  }

  private EndpointState await(Predicate<EndpointState> wanted) {
    while (!wanted.test(deliverer.states().get(0))) {
      Thread.onSpinWait();
    }
    return deliverer.states().get(0);
  }
}
