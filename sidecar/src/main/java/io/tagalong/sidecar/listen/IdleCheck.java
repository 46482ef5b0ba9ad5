package io.tagalong.sidecar.listen;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the gap meters of a loop when no socket has anything to read.
 *
 * <p>The JDK does not tell whether a socket is empty without reading it. The selector does: after a
 * turn that ended at its limit, the loop looks once without waiting before it waits. That costs a
 * call only where a loop has more to do than one turn.
 *
 * <p>Threads: owned by the event loop.
 */
final class IdleCheck implements SelectStrategy {
  private final List<GapMeter> meters = new ArrayList<>();

  /** On the loop, as is all else. */
  void add(GapMeter meter) {
    meters.add(meter);
  }

  long takeLongestNanos() {
    long longest = 0;
    for (GapMeter meter : meters) {
      longest = Math.max(longest, meter.takeLongestNanos());
    }
    return longest;
  }

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    if (hasTasks) {
      return selectNow.get();
    }
    return mayWait() ? look(selectNow) : SELECT;
  }

  private int look(IntSupplier selectNow) throws Exception {
    int ready = selectNow.get();
    if (ready > 0) {
      return ready;
    }
    for (int i = 0; i < meters.size(); i++) {
      meters.get(i).nothingWaits();
    }
    return SELECT;
  }

  private boolean mayWait() {
    for (int i = 0; i < meters.size(); i++) {
      if (meters.get(i).mayWait()) {
        return true;
      }
    }
    return false;
  }
}
