package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.deliver.DeliveryClock;
import java.time.Duration;

/**
 * When a connection's next sync is due.
 *
 * <p>Threads: guarded by its connection.
 */
final class Timetable {
  private final DeliveryClock clock;
  private long nextNanos;

  /** The first is due when an interval is over. */
  Timetable(DeliveryClock clock, int intervalMinutes) {
    this.clock = clock;
    restart(intervalMinutes);
  }

  /** The next is due when an interval is over, from now on. */
  void restart(int intervalMinutes) {
    nextNanos = clock.nanos() + Duration.ofMinutes(intervalMinutes).toNanos();
  }

  /** Zero or less when one is due. */
  long nanosUntilNext() {
    return nextNanos - clock.nanos();
  }

  /** When the next is due, as Unix time; now when it is overdue. */
  long nextSeconds() {
    return clock.seconds() + Duration.ofNanos(Math.max(0, nanosUntilNext())).toSeconds();
  }
}
