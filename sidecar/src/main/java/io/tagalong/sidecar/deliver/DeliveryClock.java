package io.tagalong.sidecar.deliver;

/**
 * The two times that delivery goes by. A body's age is wall time, because the intake judges it by
 * wall time; waiting is not, because a clock that is set back must not stretch it.
 */
public interface DeliveryClock {

  /** Wall time in seconds since 1970. */
  long seconds();

  /** Time that only runs forward, from an arbitrary origin. */
  long nanos();

  /** The machine's own. */
  static DeliveryClock system() {
    return new DeliveryClock() {
      @Override
      public long seconds() {
        return System.currentTimeMillis() / 1000;
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
