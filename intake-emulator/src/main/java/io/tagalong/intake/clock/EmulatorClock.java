package io.tagalong.intake.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that can be stopped at an instant, shifted, and set going again. */
public final class EmulatorClock extends Clock {
  private final Clock base;

  /** Volatile: set by a test or the control API, read by the connection threads. */
  private volatile Clock current;

  public EmulatorClock(Clock base) {
    this.base = base;
    this.current = base;
  }

  /** Stands still at the instant. */
  public void stopAt(Instant instant) {
    current = Clock.fixed(instant, ZoneOffset.UTC);
  }

  /** Runs ahead of the clock that the emulator was started with, or behind it. */
  public void shiftBy(Duration offset) {
    current = Clock.offset(base, offset);
  }

  /** Shows again what the clock shows that the emulator was started with. */
  public void reset() {
    current = base;
  }

  @Override
  public Instant instant() {
    return current.instant();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The zone is UTC whatever is asked for: the emulator shows no local time. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
