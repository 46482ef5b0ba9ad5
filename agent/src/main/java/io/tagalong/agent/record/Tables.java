package io.tagalong.agent.record;

import io.tagalong.agent.rule.Metric;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One table per metric, made when the first call of the metric is linked.
 *
 * <p>Application threads add tables while they link, the flush thread reads them. Bounded by the
 * number of metrics in the rule book.
 */
public final class Tables {
  private final ConcurrentHashMap<String, TagTable> byMetric = new ConcurrentHashMap<>();

  /** The table that all rules with this metric share. */
  public TagTable forMetric(Metric metric) {
    TagTable table = byMetric.get(metric.name());
    if (table != null) {
      return table;
    }
    TagTable fresh = new TagTable(metric);
    TagTable other = byMetric.putIfAbsent(metric.name(), fresh);
    return other == null ? fresh : other;
  }

  /**
   * Takes what all tables have counted since the last time. Only the flush thread may call this.
   */
  public void takeInto(CountSink sink) {
    for (TagTable table : byMetric.values()) {
      table.takeInto(sink);
    }
  }
}
