package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules in force, found by class and method. Immutable, so any thread may ask. */
public final class RuleBook {
  public static final RuleBook EMPTY = new RuleBook(List.of());

  private final List<Rule> rules;
  private final List<ProbeRule> probes;
  private final ByTarget<Rule> rulesByTarget = new ByTarget<>();
  private final ByTarget<ProbeRule> probesByTarget = new ByTarget<>();
  private final Set<String> classNames;
  private final Set<String> superTypes;

  /** A book without probes, as that of a user is. */
  public RuleBook(List<Rule> rules) {
    this(rules, List.of());
  }

  /**
   * @param all rules, of which those that no call can meet are left out
   */
  public RuleBook(List<Rule> all, List<ProbeRule> probes) {
    List<Rule> inForce = new ArrayList<>();
    for (Rule rule : all) {
      if (rule.inForce()) {
        inForce.add(rule);
      }
    }
    this.rules = List.copyOf(inForce);
    this.probes = List.copyOf(probes);
    for (Rule rule : rules) {
      rulesByTarget.add(rule.target(), rule);
    }
    for (ProbeRule probe : probes) {
      probesByTarget.add(probe.target(), probe);
    }
    this.classNames = union(rulesByTarget.classNames(), probesByTarget.classNames());
    this.superTypes = union(rulesByTarget.superTypes(), probesByTarget.superTypes());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  public List<Rule> rules() {
    return rules;
  }

  public List<ProbeRule> probes() {
    return probes;
  }

  /** Binary names of the classes that any rule names. */
  public Set<String> classNames() {
    return classNames;
  }

  /** Binary names of the types whose subtypes any rule means. */
  public Set<String> superTypes() {
    return superTypes;
  }

  /**
   * The rules for one class, none for most.
   *
   * @param className binary name
   * @param superTypes binary names of all its supertypes that are in {@link #superTypes}
   */
  public List<Rule> rulesFor(String className, Collection<String> superTypes) {
    return rulesByTarget.find(className, superTypes);
  }

  /** The rules of probes for one class, likewise. */
  public List<ProbeRule> probesFor(String className, Collection<String> superTypes) {
    return probesByTarget.find(className, superTypes);
  }
}
