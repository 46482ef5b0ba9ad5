package io.tagalong.intake.check;

import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.metric.TagNormalForm;
import io.tagalong.intake.rule.Findings;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.MetricStore;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of names and tags, which series and sketches share. */
final class LabelCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,199}");

  private final MetricStore store;

  LabelCheck(MetricStore store) {
    this.store = store;
  }

  /** Returns whether the name is one that can be kept. */
  boolean admitsName(String metric, Findings findings) {
    if (NAME.matcher(metric).matches()) {
      return true;
    }
    findings.add(Rule.NAME_INVALID, "'" + metric + "'");
    return false;
  }

  void checkKind(String metric, MetricKind kind, Findings findings) {
    Set<MetricKind> earlier = store.kindsOf(metric);
    if (!earlier.isEmpty() && !earlier.equals(Set.of(kind))) {
      findings.add(
          Rule.NAME_OF_TWO_KINDS, "%s came as %s and as %s".formatted(metric, earlier, kind));
    }
  }

  void checkTags(String metric, List<String> tags, Findings findings) {
    String previous = "";
    for (String tag : tags) {
      if (tag.isEmpty() || !tag.equals(TagNormalForm.of(tag))) {
        findings.add(Rule.TAG_NOT_NORMAL, "'%s' of %s".formatted(tag, metric));
      }
      if (previous.compareTo(tag) > 0) {
        findings.add(Rule.TAGS_UNSORTED, "'%s' before '%s' in %s".formatted(previous, tag, metric));
      }
      previous = tag;
    }
    if (Set.copyOf(tags).size() < tags.size()) {
      findings.add(Rule.TAG_REPEATED, "%s of %s".formatted(tags, metric));
    }
  }
}
