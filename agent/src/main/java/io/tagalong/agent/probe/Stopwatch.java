package io.tagalong.agent.probe;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When something began, and how long it takes. Runs from its making. Immutable. */
public final class Stopwatch {
  private final LongSupplier nanos;
  private final long startedAtMillis;
  private final long startedNanos;

  /**
   * Starts.
   *
   * @param millis the wall clock, in milliseconds since 1970
   * @param nanos the clock to measure with, in nanoseconds of no particular origin
   */
  public Stopwatch(LongSupplier millis, LongSupplier nanos) {
    this.nanos = nanos;
    this.startedAtMillis = millis.getAsLong();
    this.startedNanos = nanos.getAsLong();
  }

  /** In milliseconds since 1970. */
  public long startedAtMillis() {
    return startedAtMillis;
  }

  /** Until now, in whole milliseconds. */
  public long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startedNanos);
  }
}
