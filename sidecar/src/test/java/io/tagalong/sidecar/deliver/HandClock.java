package io.tagalong.sidecar.deliver;

import java.time.Duration;

/** A clock that stands still until it is moved. */
final class HandClock implements DeliveryClock {

  private Duration sinceStart = Duration.ZERO;
  private Duration wallError = Duration.ZERO;

  void move(Duration by) {
    sinceStart = sinceStart.plus(by);
  }

  /** Sets the wall clock forward, or back, as an operator or NTP would. */
  void setWall(Duration by) {
    wallError = wallError.plus(by);
  }

  @Override
  public long seconds() {
    return sinceStart.plus(wallError).toSeconds();
  }

  @Override
  public long nanos() {
    return sinceStart.toNanos();
  }
}
