package io.tagalong.it.harness;

import io.tagalong.intake.IntakeEmulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** One time for a sidecar and its intake. It stands still, and the test turns it. */
public final class SimulatedTime {
  private final IntakeEmulator intake;
  private final SidecarProcess sidecar;
  private Instant now;

  private SimulatedTime(IntakeEmulator intake, SidecarProcess sidecar, Instant now) {
    this.intake = intake;
    this.sidecar = sidecar;
    this.now = now;
  }

  /** Starts a sidecar under a time of its own, at midnight, and gives the intake the same. */
  public static SimulatedTime start(IntakeEmulator intake, String... flags)
      throws IOException, InterruptedException {
    Instant midnight = Instant.parse("2026-01-01T00:00:00Z");
    intake.clock().stopAt(midnight);
    return new SimulatedTime(
        intake, SidecarProcess.startUnderTime(midnight, intake, flags), midnight);
  }

  public SidecarProcess sidecar() {
    return sidecar;
  }

  /** Lets time pass. Returns when the sidecar has encoded the buckets that ended by it. */
  public void pass(Duration time) throws IOException, InterruptedException {
    setIntake(time);
    sidecar.turnTime(time, time);
  }

  /** Lets time pass that no clock shows. */
  public void passForWhatWaits(Duration time) throws IOException, InterruptedException {
    sidecar.turnTime(Duration.ZERO, time);
  }

  /** Sets the sidecar's clock, as somebody would who finds it wrong; no time passes. */
  public void setSidecar(Duration step) throws IOException, InterruptedException {
    sidecar.turnTime(step, Duration.ZERO);
  }

  /** Sets the intake's clock alone. */
  public void setIntake(Duration step) {
    now = now.plus(step);
    intake.clock().stopAt(now);
  }
}
