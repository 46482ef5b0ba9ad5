package io.tagalong.sidecar.enrich;

import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tags that are left out, by the name of the metric.
 *
 * <p>Only counts and distributions are stripped, as by Datadog's own data plane: what shared all
 * other tags adds up to the truth there, while of several gauges only the last would survive.
 */
public record TagFilterList(Map<String, TagRule> rules) {
  public TagFilterList {
    rules = Map.copyOf(rules);
  }

  /** Rules of one metric count together. */
  public TagFilterList(List<TagRule> rules) {
    this(rules.stream().collect(Collectors.toMap(TagRule::metric, rule -> rule, TagRule::merged)));
  }

  void strip(MetricType type, String name, List<String> tags) {
    TagRule rule = rules.get(name);
    if (rule != null && addsUp(type)) {
      tags.removeIf(tag -> !rule.keeps(tag));
    }
  }

  private static boolean addsUp(MetricType type) {
    return switch (type) {
      case COUNT, DISTRIBUTION -> true;
      case GAUGE, HISTOGRAM, TIMING, SET -> false;
    };
  }
}
