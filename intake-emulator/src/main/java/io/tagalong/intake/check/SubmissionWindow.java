package io.tagalong.intake.check;

import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import java.time.Clock;
import java.time.Duration;

/** The time span in which Datadog keeps a metric's point: from an hour ago to 10 minutes ahead. */
final class SubmissionWindow {
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final Duration MAX_LEAD = Duration.ofMinutes(10);

  private final Clock clock;

  SubmissionWindow(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether the point is kept; reports it if not. */
  boolean admits(String metric, long timestampSeconds, Findings findings) {
    long nowSeconds = clock.instant().getEpochSecond();
    if (timestampSeconds >= nowSeconds - MAX_AGE.toSeconds()
        && timestampSeconds <= nowSeconds + MAX_LEAD.toSeconds()) {
      return true;
    }
    findings.add(
        Rule.TIMESTAMP_OUTSIDE_WINDOW,
        "%s at %d, while now is %d".formatted(metric, timestampSeconds, nowSeconds));
    return false;
  }
}
