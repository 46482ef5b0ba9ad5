package io.tagalong.agent.rulefile;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.Problem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A user's file of rules, and what a test asks of it. */
final class RuleFiles {
  private RuleFiles() {}

  /** Reads the content of {@code rules.yaml} as without any option. */
  static RuleFile read(String text) {
    return RuleFileReader.read("rules.yaml", text, Options.defaults());
  }

  static List<String> problems(RuleFile file) {
    return file.problems().stream().map(Problem::toString).collect(Collectors.toList());
  }

  /** The metric of a rule that has one. */
  static Metric metric(Rule rule) {
    return Objects.requireNonNull(rule.metric());
  }
}
