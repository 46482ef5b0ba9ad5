package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules in force, found by class and method. Immutable, so any thread may ask. */
public final class RuleBook {
  public static final RuleBook EMPTY = new RuleBook(List.of());

  private final List<Rule> rules;
  private final Map<String, List<Rule>> byClass = new HashMap<>();
  private final Map<String, List<Rule>> bySuperType = new HashMap<>();

  /**
   * @param all rules, of which those that no call can meet are left out
   */
  public RuleBook(List<Rule> all) {
    List<Rule> inForce = new ArrayList<>();
    for (Rule rule : all) {
      if (rule.inForce()) {
        inForce.add(rule);
      }
    }
    this.rules = List.copyOf(inForce);
    for (Rule rule : rules) {
      index(byClass, rule.target().classNames(), rule);
      index(bySuperType, rule.target().superTypes(), rule);
    }
  }

  private static void index(Map<String, List<Rule>> index, Set<String> names, Rule rule) {
    for (String name : names) {
      List<Rule> ofName = index.get(name);
      if (ofName == null) {
        ofName = new ArrayList<>();
        index.put(name, ofName);
      }
      ofName.add(rule);
    }
  }

  public List<Rule> rules() {
    return rules;
  }

  /** Binary names of the classes that any rule names. */
  public Set<String> classNames() {
    return byClass.keySet();
  }

  /** Binary names of the types whose subtypes any rule means. */
  public Set<String> superTypes() {
    return bySuperType.keySet();
  }

  /**
   * The rules for one class, none for most.
   *
   * @param className binary name
   * @param superTypes binary names of all its supertypes that are in {@link #superTypes}
   */
  public List<Rule> rulesFor(String className, Collection<String> superTypes) {
    List<Rule> found = new ArrayList<>(byClass.getOrDefault(className, List.of()));
    Set<Rule> seen = new HashSet<>(found);
    addNew(bySuperType.getOrDefault(className, List.of()), seen, found);
    for (String superType : superTypes) {
      addNew(bySuperType.getOrDefault(superType, List.of()), seen, found);
    }
    return found;
  }

  private static void addNew(List<Rule> rules, Set<Rule> seen, List<Rule> found) {
    for (Rule rule : rules) {
      if (seen.add(rule)) {
        found.add(rule);
      }
    }
  }
}
