package io.tagalong.metrics;

import java.util.List;

/** Lists of prefixes. */
final class Prefixes {
  private Prefixes() {}

  /** Whether a key begins with one of them. */
  static boolean begins(String key, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
