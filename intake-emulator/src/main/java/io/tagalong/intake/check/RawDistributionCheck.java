package io.tagalong.intake.check;

import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.RawDistribution;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.MetricStore;
import java.time.Clock;
import java.util.List;

/** Checks distributions of raw values, one after the other. */
public final class RawDistributionCheck {
  private final LabelCheck labels;
  private final SubmissionWindow window;

  public RawDistributionCheck(MetricStore store, Clock clock) {
    this.labels = new LabelCheck(store);
    this.window = new SubmissionWindow(clock);
  }

  /** Reports the faults of a distribution and returns the points that Datadog would keep. */
  public List<RawDistribution.Values> keep(RawDistribution distribution, Findings findings) {
    String metric = distribution.metric();
    boolean nameAdmitted = labels.admitsName(metric, findings);
    labels.checkTags(metric, distribution.tags(), findings);
    if (distribution.points().isEmpty()) {
      findings.add(Rule.POINTS_MISSING, metric + " has no point");
    }
    if (!nameAdmitted) {
      return List.of();
    }
    labels.checkKind(metric, MetricKind.DISTRIBUTION, findings);
    return distribution.points().stream()
        .filter(point -> window.admits(metric, point.timestampSeconds(), findings))
        .filter(point -> admits(metric, point.values(), findings))
        .toList();
  }

  private static boolean admits(String metric, List<Double> values, Findings findings) {
    if (values.isEmpty()) {
      findings.add(Rule.DISTRIBUTION_POINT_EMPTY, metric + " has a point without values");
      return false;
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      findings.add(Rule.SERIES_VALUE_NOT_FINITE, metric + " has a value that is not finite");
      return false;
    }
    return true;
  }
}
