package io.tagalong.agent.cli;

import io.tagalong.agent.rule.Chain;
import io.tagalong.agent.rule.Condition;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Note;
import io.tagalong.agent.rule.Path;
import io.tagalong.agent.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value that a rule reads: the first that one of some paths gives, else perhaps a constant. */
final class RuleValue {
  private final String name;
  private final List<Path> paths;
  private final boolean hasConstant;

  private RuleValue(String name, List<Path> paths, boolean hasConstant) {
    this.name = name;
    this.paths = paths;
    this.hasConstant = hasConstant;
  }

  /** All that a rule reads. */
  static List<RuleValue> of(Rule rule) {
    List<RuleValue> values = new ArrayList<>();
    add(values, "each", rule.each());
    for (Condition condition : rule.conditions()) {
      add(values, "the condition " + condition, condition.value());
    }
    Metric metric = rule.metric();
    if (metric != null) {
      for (int i = 0; i < rule.tags().size(); i++) {
        add(values, "the tag " + metric.tagKeys().get(i), rule.tags().get(i));
      }
    }
    add(values, "the value", rule.measure().path());
    Note note = rule.note();
    if (note != null) {
      add(values, "what the note stands beside", note.on());
      add(values, "the value", note.value());
    }
    return values;
  }

  private static void add(List<RuleValue> values, String name, @Nullable Path path) {
    if (path != null) {
      values.add(new RuleValue(name, List.of(path), false));
    }
  }

  private static void add(List<RuleValue> values, String name, Chain chain) {
    values.add(new RuleValue(name, chain.paths(), chain.otherwise() != null));
  }

  /** What the rule has it for: {@code the tag country}. */
  String name() {
    return name;
  }

  List<Path> paths() {
    return paths;
  }

  /** Whether it needs a path that leads somewhere: a constant is a value by itself. */
  boolean needsPath() {
    return !hasConstant && !paths.isEmpty();
  }
}
