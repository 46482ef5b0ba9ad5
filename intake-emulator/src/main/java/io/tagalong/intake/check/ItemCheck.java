package io.tagalong.intake.check;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Checks service checks, logs and dashboards, and says what of them Datadog would keep. */
public final class ItemCheck {
  private static final Duration MAX_AGE_OF_CHECK = Duration.ofMinutes(10);
  private static final Duration MAX_AGE_OF_LOG = Duration.ofHours(18);
  private static final int MAX_LOGS = 1000;
  private static final int MAX_LOG_BYTES = 1_000_000;
  private static final int MAX_CHECK_STATUS = 3;
  private static final Set<String> LAYOUTS = Set.of("ordered", "free");

  private final Clock clock;

  public ItemCheck(Clock clock) {
    this.clock = clock;
  }

  public List<ServiceCheck> keptChecks(List<ServiceCheck> payload, Findings findings)
      throws Refusal {
    for (ServiceCheck check : payload) {
      if (check.status() < 0 || check.status() > MAX_CHECK_STATUS) {
        throw new Refusal(
            Rule.CHECK_STATUS_UNKNOWN, "%s has %d".formatted(check.check(), check.status()));
      }
    }
    long oldest = clock.instant().minus(MAX_AGE_OF_CHECK).getEpochSecond();
    return payload.stream()
        .filter(
            check ->
                isRecent(
                    check.timestampSeconds(), oldest, Rule.CHECK_TOO_OLD, check.check(), findings))
        .toList();
  }

  public List<LogItem> keptLogs(List<LogItem> payload, Findings findings) throws Refusal {
    if (payload.size() > MAX_LOGS) {
      throw new Refusal(Rule.LOGS_TOO_MANY, payload.size() + " logs");
    }
    long oldest = clock.instant().minus(MAX_AGE_OF_LOG).toEpochMilli();
    return payload.stream()
        .map(log -> cut(log, findings))
        .filter(log -> isRecent(log.timestampMillis(), oldest, Rule.LOG_TOO_OLD, "a log", findings))
        .toList();
  }

  public void checkDashboard(Dashboard dashboard) throws Refusal {
    if (!LAYOUTS.contains(dashboard.layoutType())) {
      throw new Refusal(Rule.DASHBOARD_LAYOUT_UNKNOWN, "'" + dashboard.layoutType() + "'");
    }
  }

  private static LogItem cut(LogItem log, Findings findings) {
    long surplus = log.jsonBytes() - MAX_LOG_BYTES;
    if (surplus <= 0) {
      return log;
    }
    findings.add(Rule.LOG_TOO_LARGE, log.jsonBytes() + " bytes");
    return log.cutBy(surplus);
  }

  private static boolean isRecent(
      long timestamp, long oldest, Rule rule, String what, Findings findings) {
    if (timestamp >= oldest) {
      return true;
    }
    findings.add(rule, "%s at %d, while %d is the oldest kept".formatted(what, timestamp, oldest));
    return false;
  }
}
