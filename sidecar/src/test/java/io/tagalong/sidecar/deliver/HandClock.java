package io.tagalong.sidecar.deliver;

import java.time.Duration;

/** A clock that stands still until it is moved. */
final class HandClock implements DeliveryClock {

  private Duration sinceStart = Duration.ZERO;

  void move(Duration by) {
    sinceStart = sinceStart.plus(by);
  }

  @Override
  public long seconds() {
    return sinceStart.toSeconds();
  }

  @Override
  public long nanos() {
    return sinceStart.toNanos();
  }
}
