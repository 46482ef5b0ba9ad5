package io.tagalong.agent.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things that have a target, found by the name of a class. Filled by one thread, then only read.
 */
final class ByTarget<T> {
  private final Map<String, List<T>> byClass = new HashMap<>();
  private final Map<String, List<T>> bySuperType = new HashMap<>();

  void add(Target target, T thing) {
    index(byClass, target.classNames(), thing);
    index(bySuperType, target.superTypes(), thing);
  }

  private void index(Map<String, List<T>> index, Set<String> names, T thing) {
    for (String name : names) {
      List<T> ofName = index.get(name);
      if (ofName == null) {
        ofName = new ArrayList<>();
        index.put(name, ofName);
      }
      ofName.add(thing);
    }
  }

  Set<String> classNames() {
    return byClass.keySet();
  }

  Set<String> superTypes() {
    return bySuperType.keySet();
  }

  /** What is for one class, each once, in the order in which it was added. */
  List<T> find(String className, Collection<String> superTypes) {
    List<T> found = new ArrayList<>(byClass.getOrDefault(className, List.of()));
    Set<T> seen = new HashSet<>(found);
    addNew(bySuperType.getOrDefault(className, List.of()), seen, found);
    for (String superType : superTypes) {
      addNew(bySuperType.getOrDefault(superType, List.of()), seen, found);
    }
    return found;
  }

  private void addNew(List<T> things, Set<T> seen, List<T> found) {
    for (T thing : things) {
      if (seen.add(thing)) {
        found.add(thing);
      }
    }
  }
}
