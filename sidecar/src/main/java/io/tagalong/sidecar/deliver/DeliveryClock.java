package io.tagalong.sidecar.deliver;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The two times that delivery goes by. A body's age is wall time, because the intake judges it by
 * wall time; waiting is not, because a clock that is set back must not stretch it.
 */
public interface DeliveryClock {

  /** Wall time in seconds since 1970. */
  long seconds();

  /** Time that only runs forward, from an arbitrary origin. */
  long nanos();

  /**
   * One made of two.
   *
   * @param nanos runs forward only, from any origin
   */
  static DeliveryClock of(Clock wall, LongSupplier nanos) {
    return new DeliveryClock() {
      @Override
      public long seconds() {
        return wall.instant().getEpochSecond();
      }

      @Override
      public long nanos() {
        return nanos.getAsLong();
      }
    };
  }
}
