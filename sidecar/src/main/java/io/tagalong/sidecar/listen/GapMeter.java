package io.tagalong.sidecar.listen;

import java.util.function.LongSupplier;

/**
 * How long one socket's datagrams had to wait for the event loop, at worst: the time from the
 * beginning of a turn that left some unread to the beginning of the next. What a turn itself takes
 * is part of it, so that one look at the clock per turn is enough.
 *
 * <p>A turn that ended at its limit may have emptied the socket all the same; {@link IdleCheck}
 * finds that out.
 *
 * <p>Threads: owned by the event loop. <em>Hot.</em>
 */
final class GapMeter {
  private final LongSupplier nanoClock;
  private long begunNanos;
  private boolean mayWait;
  private long longestNanos;

  GapMeter(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void turnBegins() {
    long nowNanos = nanoClock.getAsLong();
    if (mayWait) {
      longestNanos = Math.max(longestNanos, nowNanos - begunNanos);
    }
    begunNanos = nowNanos;
  }

  /**
   * @param atLimit that there may be more to read
   */
  void turnEnds(boolean atLimit) {
    mayWait = atLimit;
  }

  /** Whether the last turn may have left something. */
  boolean mayWait() {
    return mayWait;
  }

  /** It did not. */
  void nothingWaits() {
    mayWait = false;
  }

  /** The longest gap since the last call, 0 when there was none. */
  long takeLongestNanos() {
    long longest = longestNanos;
    longestNanos = 0;
    return longest;
  }
}
