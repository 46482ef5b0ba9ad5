package io.tagalong.sidecar.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters with one writer, part of the totals of {@link Telemetry}. To add costs a load and a
 * store, where an adder for many threads takes a locked instruction; on the event loop that is some
 * nanoseconds for each of several counters a message.
 *
 * <p>Threads: one thread adds, the owner of the lane; any thread reads. Opaque accesses make each
 * count whole and its changes visible soon, without any order among counters. <em>Hot.</em>
 */
public final class Lane {
  private static final VarHandle TOTALS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] totals = new long[SelfMetric.values().length];

  Lane() {}

  public void add(SelfMetric metric, long n) {
    int index = index(metric);
    TOTALS.setOpaque(totals, index, totals[index] + n);
  }

  long total(SelfMetric metric) {
    return (long) TOTALS.getOpaque(totals, index(metric));
  }

  @SuppressWarnings("EnumOrdinal") // Nothing outside this object and this process sees the index.
  private static int index(SelfMetric metric) {
    return metric.ordinal();
  }
}
