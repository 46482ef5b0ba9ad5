package io.tagalong.benchmarks.agent;

import java.util.HashMap;
import java.util.Map;

/**
 * Stands for an SDK: the same call under several names, for which {@link CallTable} writes
 * different rules. Each looks a gate up in a map, the least that a feature flag costs.
 */
public final class Gates {
  private static final int NUMBER = 16;

  private final String tier;
  private final String[] names = new String[NUMBER];
  private final Map<String, Boolean> values = new HashMap<>();
  private int next;

  Gates(String tier) {
    this.tier = tier;
    for (int i = 0; i < NUMBER; i++) {
      names[i] = "gate_" + i;
      values.put(names[i], i % 2 == 0);
    }
  }

  /** The names of all gates, one after the other, over and over. */
  String nextName() {
    next = (next + 1) % NUMBER;
    return names[next];
  }

  /** A path of the rules ends here. */
  public String tier() {
    return tier;
  }

  /** Has no rule. */
  boolean plain(String name) {
    return values.getOrDefault(name, false);
  }

  /** Has a rule at first, which is switched off while the JVM warms up. */
  boolean off(String name) {
    return values.getOrDefault(name, false);
  }

  /** Is counted, with three tags. */
  boolean counted(String name) {
    return values.getOrDefault(name, false);
  }

  /** Is timed, with three tags. */
  boolean timed(String name) {
    return values.getOrDefault(name, false);
  }
}
