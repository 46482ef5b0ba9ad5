package io.tagalong.turned;

import io.tagalong.sidecar.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A time that stands still until it is turned. */
final class TurnedTime extends Clock {

  /** Volatile, as the next one: turned by the main thread, read by all of the sidecar's. */
  private volatile Instant wall;

  private volatile long nanos;

  TurnedTime(Instant start) {
    this.wall = start;
  }

  /** What the sidecar is started under. */
  Time time() {
    return new Time(this, () -> nanos);
  }

  /**
   * Turns it, for one thread only.
   *
   * @param wallStep may be negative, as when a clock is set back
   * @param passed what a clock would show that nobody sets
   */
  void turn(Duration wallStep, Duration passed) {
    wall = wall.plus(wallStep);
    nanos = Math.addExact(nanos, passed.toNanos());
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The zone is UTC whatever is asked for: the sidecar shows no local time. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
