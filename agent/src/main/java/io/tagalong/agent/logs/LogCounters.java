package io.tagalong.agent.logs;

import io.tagalong.agent.record.CountCell;
import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TagTable;
import io.tagalong.agent.rule.Metric;
import org.jspecify.annotations.Nullable;

/** What becomes of logs, as {@code tagalong.agent.logs.*}. Any thread may count. */
public final class LogCounters {
  private final boolean enabled;
  private final TagTable sent;
  private final TagTable dropped;
  private final TagTable failures;

  /**
   * @param enabled whether anything is counted
   */
  public LogCounters(boolean enabled, Tables tables) {
    this.enabled = enabled;
    this.sent = tables.forMetric(Metric.count("tagalong.agent.logs.sent"));
    this.dropped = tables.forMetric(Metric.count("tagalong.agent.logs.dropped", "reason"));
    this.failures = tables.forMetric(Metric.count("tagalong.agent.logs.failed_attempts"));
  }

  void sent(long logs) {
    add(sent, logs, null);
  }

  void dropped(long logs, String reason) {
    add(dropped, logs, reason);
  }

  void attemptFailed() {
    add(failures, 1, null);
  }

  private void add(TagTable table, long number, @Nullable String reason) {
    if (enabled) {
      ((CountCell) table.find(reason, null, null, null, null, null, null, null)).add(number);
    }
  }
}
