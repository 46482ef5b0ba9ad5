package io.tagalong.agent.rule;

import java.util.List;

/**
 * What to count at one method: a metric, where its tag values are, and which calls to leave out.
 */
public final class Rule {
  private final Target target;
  private final Metric metric;
  private final List<TagValue> tags;
  private final List<Condition> conditions;

  /**
   * @param tags one per tag key of the metric, in the metric's order
   */
  public Rule(Target target, Metric metric, List<TagValue> tags, List<Condition> conditions) {
    if (tags.size() != metric.tagKeys().size()) {
      throw new IllegalArgumentException(
          metric.name() + " has the tags " + metric.tagKeys() + ", the rule gives " + tags);
    }
    this.target = target;
    this.metric = metric;
    this.tags = List.copyOf(tags);
    this.conditions = List.copyOf(conditions);
  }

  /** Names the rule in messages. */
  public String id() {
    return metric.name() + " at " + target;
  }

  public Target target() {
    return target;
  }

  public Metric metric() {
    return metric;
  }

  /** One value per tag key of the metric, in the same order. */
  public List<TagValue> tags() {
    return tags;
  }

  /** All of them must let a call pass. */
  public List<Condition> conditions() {
    return conditions;
  }
}
