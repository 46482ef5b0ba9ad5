package io.tagalong.sidecar.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The sidecar's own counters, one for each {@link SelfMetric}, growing from 0. */
public final class Telemetry {
  // Filled once. LongAdder: the event loop and the delivery thread add, any thread reads.
  private final Map<SelfMetric, LongAdder> totals = new EnumMap<>(SelfMetric.class);

  public Telemetry() {
    for (SelfMetric metric : SelfMetric.values()) {
      totals.put(metric, new LongAdder());
    }
  }

  public void add(SelfMetric metric, long n) {
    counter(metric).add(n);
  }

  public long total(SelfMetric metric) {
    return counter(metric).sum();
  }

  private LongAdder counter(SelfMetric metric) {
    return requireNonNull(totals.get(metric));
  }
}
