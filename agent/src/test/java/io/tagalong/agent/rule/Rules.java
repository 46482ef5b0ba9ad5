package io.tagalong.agent.rule;

import java.util.List;
import java.util.Set;

/** Parts of rules in few words, for tests. */
public final class Rules {
  private Rules() {}

  /** All methods of a class that have one of these names. */
  public static Target target(Class<?> type, String... methods) {
    MethodPattern pattern = new MethodPattern(Set.of(methods), List.of(), true);
    return new Target(Set.of(type.getName()), Set.of(), List.of(pattern), null);
  }

  public static Path argument(int index) {
    return Path.of(Slot.argument(index));
  }

  public static Chain chain(Path... paths) {
    return Chain.of(List.of(paths), null);
  }

  /** A chain with a constant at its end. */
  public static Chain chainOr(String otherwise, Path... paths) {
    return Chain.of(List.of(paths), otherwise);
  }
}
