package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.deliver.DeliveryFigures;
import io.tagalong.sidecar.deliver.DropReason;
import io.tagalong.sidecar.deliver.EndpointState;
import io.tagalong.sidecar.telemetry.SelfGauge;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds the account of each endpoint and kind to a bucket: counters by what they grew, and as gauges
 * what waits; and how each endpoint does. All numbers of one account are of one moment, so that for
 * each endpoint and kind the sums of {@code items.accepted} so far are those of {@code
 * items.delivered} and {@code items.dropped}, and the last {@code items.queued} and {@code
 * items.spooled}.
 *
 * <p>Threads: owned by the thread that owns the aggregator.
 */
final class DeliveryReport {

  private static final Set<SelfMetric> REPORTED =
      EnumSet.of(SelfMetric.ITEMS_ACCEPTED, SelfMetric.ITEMS_DELIVERED);

  static {
    for (DropReason reason : DropReason.values()) {
      REPORTED.add(reason.counter());
    }
  }

  private final Outlet outlet;
  private final Map<Counter, Long> reported = new HashMap<>();

  /** One counter of one account. */
  private record Counter(SelfMetric metric, List<String> account) {}

  DeliveryReport(Outlet outlet) {
    this.outlet = outlet;
  }

  /** Whether this report has the counter, for each endpoint and kind. */
  static boolean reports(SelfMetric metric) {
    return REPORTED.contains(metric);
  }

  void addTo(Aggregator aggregator, long nowSeconds) {
    for (DeliveryFigures figures : outlet.figures()) {
      addTo(aggregator, figures, nowSeconds);
    }
    for (EndpointState state : outlet.states()) {
      addTo(aggregator, state, nowSeconds);
    }
  }

  private static void addTo(Aggregator aggregator, EndpointState state, long nowSeconds) {
    List<String> tags = List.of(tag("endpoint", state.endpoint()));
    addGauge(
        aggregator, SelfGauge.DELIVERY_KEY_REFUSED, tags, state.keyRefused() ? 1 : 0, nowSeconds);
    addGauge(aggregator, SelfGauge.DELIVERY_FAILING, tags, state.failing() ? 1 : 0, nowSeconds);
    switch (state.spool()) {
      case NONE -> {}
      case WORKS -> addGauge(aggregator, SelfGauge.SPOOL_DEGRADED, tags, 0, nowSeconds);
      case DEGRADED -> addGauge(aggregator, SelfGauge.SPOOL_DEGRADED, tags, 1, nowSeconds);
    }
  }

  private void addTo(Aggregator aggregator, DeliveryFigures figures, long nowSeconds) {
    List<String> account =
        List.of(tag("endpoint", figures.endpoint()), tag("kind", figures.kind().label()));
    addGrowth(aggregator, SelfMetric.ITEMS_ACCEPTED, account, figures.accepted(), nowSeconds);
    addGrowth(aggregator, SelfMetric.ITEMS_DELIVERED, account, figures.delivered(), nowSeconds);
    figures
        .dropped()
        .forEach(
            (reason, items) -> addGrowth(aggregator, reason.counter(), account, items, nowSeconds));
    addGauge(aggregator, SelfGauge.ITEMS_QUEUED, account, figures.queued(), nowSeconds);
    addGauge(aggregator, SelfGauge.ITEMS_QUEUED_BYTES, account, figures.queuedBytes(), nowSeconds);
    addGauge(aggregator, SelfGauge.ITEMS_SPOOLED, account, figures.spooled(), nowSeconds);
  }

  private void addGrowth(
      Aggregator aggregator, SelfMetric metric, List<String> account, long total, long nowSeconds) {
    Counter counter = new Counter(metric, account);
    long growth = total - reported.getOrDefault(counter, 0L);
    if (growth > 0) {
      reported.put(counter, total);
      List<String> tags = new ArrayList<>(account);
      tags.addAll(SelfReport.tags(metric));
      aggregator.addCount(SelfReport.name(metric), tags, (double) growth, nowSeconds);
    }
  }

  private static void addGauge(
      Aggregator aggregator, SelfGauge gauge, List<String> tags, long value, long nowSeconds) {
    aggregator.setGauge(SelfReport.PREFIX + gauge.id(), tags, (double) value, nowSeconds);
  }

  /** Names and labels have spaces and brackets, which a tag cannot have. */
  private static String tag(String key, String value) {
    return key + ":" + value.replace(" (", "_").replace(")", "").replace(' ', '_');
  }
}
