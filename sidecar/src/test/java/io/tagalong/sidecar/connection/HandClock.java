package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.DeliveryClock;
import java.time.Duration;

/** A clock that stands still until it is moved. It begins at a time of day. */
final class HandClock implements DeliveryClock {
  static final long START_SECONDS = 1_700_000_000;

  private Duration sinceStart = Duration.ZERO;

  void move(Duration by) {
    sinceStart = sinceStart.plus(by);
  }

  @Override
  public long seconds() {
    return START_SECONDS + sinceStart.toSeconds();
  }

  @Override
  public long nanos() {
    return sinceStart.toNanos();
  }
}
