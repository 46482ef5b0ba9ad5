package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All active rules, found by class and method. Immutable, so any thread may ask. */
public final class RuleBook {
  private final Map<String, List<Rule>> byClass = new HashMap<>();

  public RuleBook(List<Rule> rules) {
    for (Rule rule : rules) {
      String className = rule.target().className();
      List<Rule> ofClass = byClass.get(className);
      if (ofClass == null) {
        ofClass = new ArrayList<>();
        byClass.put(className, ofClass);
      }
      ofClass.add(rule);
    }
  }

  /** Binary names of the classes that any rule names. */
  public Set<String> classNames() {
    return byClass.keySet();
  }

  /**
   * The rules for one method, none for most.
   *
   * @param className binary name
   * @param descriptor the method's JVM descriptor
   */
  public List<Rule> rulesFor(String className, String methodName, String descriptor) {
    List<Rule> found = new ArrayList<>();
    for (Rule rule : byClass.getOrDefault(className, List.of())) {
      if (rule.target().matches(methodName, descriptor)) {
        found.add(rule);
      }
    }
    return found;
  }
}
