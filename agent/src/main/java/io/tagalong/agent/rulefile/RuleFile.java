package io.tagalong.agent.rulefile;

import io.tagalong.agent.rule.ProbeRule;
import io.tagalong.agent.rule.Rule;
import io.tagalong.agent.yaml.Problem;
import java.util.List;

/** What a rule file holds: the rules that can be used, and the problems of the others. */
public final class RuleFile {
  private final List<Rule> rules;
  private final List<ProbeRule> probes;
  private final List<Problem> problems;
  private final boolean enabled;
  private final boolean yaml;

  RuleFile(
      List<Rule> rules,
      List<ProbeRule> probes,
      List<Problem> problems,
      boolean enabled,
      boolean yaml) {
    this.enabled = enabled;
    this.yaml = yaml;
    this.rules = List.copyOf(rules);
    this.probes = List.copyOf(probes);
    this.problems = List.copyOf(problems);
  }

  public List<Rule> rules() {
    return rules;
  }

  /** Which probes watch what; only a pack of the agent has any. */
  public List<ProbeRule> probes() {
    return probes;
  }

  /** False when the file switches the whole agent off. */
  public boolean enabled() {
    return enabled;
  }

  /** False when nothing of the file could be read, for the one problem that it then has. */
  boolean isYaml() {
    return yaml;
  }

  /** In the order of the file; empty when all is well. */
  public List<Problem> problems() {
    return problems;
  }
}
