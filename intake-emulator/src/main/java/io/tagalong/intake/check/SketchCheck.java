package io.tagalong.intake.check;

import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.Sketch;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.MetricStore;
import java.time.Clock;
import java.util.List;

/** Checks sketches one after the other, against the rules and against the names held already. */
public final class SketchCheck {
  private final LabelCheck labels;
  private final SubmissionWindow window;

  public SketchCheck(MetricStore store, Clock clock) {
    this.labels = new LabelCheck(store);
    this.window = new SubmissionWindow(clock);
  }

  /** Reports the faults of a sketch and returns the dogsketches that Datadog would keep. */
  public List<Dogsketch> keep(Sketch sketch, Findings findings) {
    String metric = sketch.metric();
    boolean nameAdmitted = labels.admitsName(metric, findings);
    labels.checkTags(metric, sketch.tags(), findings);
    if (sketch.dogsketches().isEmpty()) {
      findings.add(Rule.POINTS_MISSING, metric + " has no dogsketch");
    }
    if (!nameAdmitted) {
      return List.of();
    }
    labels.checkKind(metric, MetricKind.DISTRIBUTION, findings);
    return sketch.dogsketches().stream()
        .filter(dogsketch -> window.admits(metric, dogsketch.timestampSeconds(), findings))
        .filter(dogsketch -> new DogsketchCheck(metric, dogsketch, findings).admits())
        .toList();
  }
}
