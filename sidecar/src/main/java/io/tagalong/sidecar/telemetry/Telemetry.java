package io.tagalong.sidecar.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The sidecar's own counters, one for each {@link SelfMetric}, growing from 0. */
public final class Telemetry {
  // Filled once. LongAdder: event loops, flush and delivery thread add, any thread reads.
  private final Map<SelfMetric, LongAdder> totals = new EnumMap<>(SelfMetric.class);

  // Written when shards are built, read by any thread that wants totals.
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();

  public Telemetry() {
    for (SelfMetric metric : SelfMetric.values()) {
      totals.put(metric, new LongAdder());
    }
  }

  /** Counters for one thread that adds often; they are part of the totals. */
  public Lane lane() {
    Lane lane = new Lane();
    lanes.add(lane);
    return lane;
  }

  public void add(SelfMetric metric, long n) {
    counter(metric).add(n);
  }

  public long total(SelfMetric metric) {
    long total = counter(metric).sum();
    for (Lane lane : lanes) {
      total += lane.total(metric);
    }
    return total;
  }

  private LongAdder counter(SelfMetric metric) {
    return requireNonNull(totals.get(metric));
  }
}
