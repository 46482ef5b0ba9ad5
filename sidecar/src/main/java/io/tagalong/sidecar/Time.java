package io.tagalong.sidecar;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The two times that the sidecar goes by. Whoever makes them up has to say so when they have turned
 * ({@link Sidecar#turnTime}), because what waits does so on the machine's own.
 *
 * @param wall what buckets, timestamps and ages follow; it may be set forward and back
 * @param nanos what delivery's waits are reckoned by: it runs forward only, from any origin
 */
public record Time(Clock wall, LongSupplier nanos) {

  /** The machine's own. */
  public static Time ofTheMachine() {
    return new Time(Clock.systemUTC(), System::nanoTime);
  }
}
