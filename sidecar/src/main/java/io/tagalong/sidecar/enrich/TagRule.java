package io.tagalong.sidecar.enrich;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which tags of one metric are left out.
 *
 * @param metric the exact name, with the namespace
 * @param keys what stands before a tag's first colon, or the whole tag without one
 */
public record TagRule(String metric, Action action, Set<String> keys) {
  /** What happens to tags with one of the keys. */
  public enum Action {
    /** They stay, and no others. */
    INCLUDE,
    /** They go. */
    EXCLUDE
  }

  public TagRule {
    keys = Set.copyOf(keys);
  }

  boolean keeps(String tag) {
    int colon = tag.indexOf(':');
    boolean named = keys.contains(colon < 0 ? tag : tag.substring(0, colon));
    return named == (action == Action.INCLUDE);
  }

  /** Both rules as one: the keys of equal actions add up, and EXCLUDE beats INCLUDE. */
  static TagRule merged(TagRule one, TagRule other) {
    if (one.action != other.action) {
      return one.action == Action.EXCLUDE ? one : other;
    }
    Set<String> keys = new LinkedHashSet<>(one.keys);
    keys.addAll(other.keys);
    return new TagRule(one.metric, one.action, keys);
  }
}
