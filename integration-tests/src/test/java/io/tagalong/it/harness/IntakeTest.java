package io.tagalong.it.harness;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test against one intake with the usual settings, new for each of its methods. */
public abstract class IntakeTest {
  protected IntakeEmulator intake;

  @BeforeEach
  final void startIntake() throws Exception {
    intake = IntakeEmulator.start(EmulatorSettings.defaults());
  }

  @AfterEach
  final void stopIntake() {
    intake.close();
  }
}
