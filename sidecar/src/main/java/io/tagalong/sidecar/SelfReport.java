package io.tagalong.sidecar;

import io.tagalong.sidecar.aggregate.Aggregator;
import io.tagalong.sidecar.telemetry.SelfGauge;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the sidecar's own counters to a bucket as {@code tagalong.sidecar.*}, each by what it grew
 * since the last time, and only if it grew. What delivery counts for each endpoint, the {@link
 * DeliveryReport} adds.
 *
 * <p>Threads: owned by the thread that owns the aggregator.
 */
final class SelfReport {

  static final String PREFIX = "tagalong.sidecar.";

  /** Counters that differ only in their reason are one metric with a tag. */
  private static final Pattern WITH_REASON =
      Pattern.compile("(.+\\.(?:rejected|dropped|filtered|overflowed|not_portable))\\.(.+)");

  private final Telemetry telemetry;
  private final DeliveryReport delivery;
  private final Map<SelfMetric, Long> reported = new EnumMap<>(SelfMetric.class);

  SelfReport(Telemetry telemetry, DeliveryReport delivery) {
    this.telemetry = telemetry;
    this.delivery = delivery;
  }

  void addTo(Aggregator aggregator, long nowSeconds) {
    for (SelfMetric metric : SelfMetric.values()) {
      long total = telemetry.total(metric);
      long growth = total - reported.getOrDefault(metric, 0L);
      if (growth > 0 && !DeliveryReport.reports(metric)) {
        reported.put(metric, total);
        aggregator.addCount(name(metric), tags(metric), (double) growth, nowSeconds);
      }
    }
    delivery.addTo(aggregator, nowSeconds);
  }

  /** Adds the longest time in which an event loop left datagrams waiting, as a gauge. */
  static void addGap(Aggregator aggregator, int loop, long nanos, long nowSeconds) {
    SelfGauge gauge = SelfGauge.LOOP_LONGEST_GAP;
    double micros = nanos / 1000.0;
    aggregator.setGauge(PREFIX + gauge.id(), List.of("loop:" + loop), micros, nowSeconds);
  }

  static String name(SelfMetric metric) {
    Matcher matcher = WITH_REASON.matcher(metric.id());
    return PREFIX + (matcher.matches() ? matcher.group(1) : metric.id());
  }

  static List<String> tags(SelfMetric metric) {
    Matcher matcher = WITH_REASON.matcher(metric.id());
    return matcher.matches() ? List.of("reason:" + matcher.group(2)) : List.of();
  }
}
