package io.tagalong.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps tags out that have a value for each user, event or project, and so would make a series of
 * each.
 *
 * <p>Bad is a key that ends in {@code _id}, but not {@code use_case_id}, and {@code event}, {@code
 * project}, {@code group}.
 */
final class BadTags {
  private static final Set<String> BAD = set("event", "project", "group");
  private static final Set<String> GOOD = set("use_case_id");

  private final boolean disallowed;
  private final Set<String> freeKeys;

  /**
   * @param disallowed whether a bad tag is an error of the caller instead of left out
   * @param freeKeys metrics that may have them
   */
  BadTags(boolean disallowed, List<String> freeKeys) {
    this.disallowed = disallowed;
    this.freeKeys = Collections.unmodifiableSet(new HashSet<>(freeKeys));
  }

  /** The tags that may stay. */
  Map<String, String> filter(String key, Map<String, String> tags) {
    if (freeKeys.contains(key)) {
      return tags;
    }
    Map<String, String> kept = null;
    for (String tag : tags.keySet()) {
      if (isBad(tag)) {
        if (disallowed) {
          throw new IllegalArgumentException(
              "the metric '"
                  + key
                  + "' has the tag '"
                  + tag
                  + "'; it would get a series for each"
                  + " value, so leave the tag out");
        }
        kept = kept == null ? new LinkedHashMap<>(tags) : kept;
        kept.remove(tag);
      }
    }
    return kept == null ? tags : kept;
  }

  private static boolean isBad(String tag) {
    return BAD.contains(tag) || (tag.endsWith("_id") && !GOOD.contains(tag));
  }

  private static Set<String> set(String... texts) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(texts)));
  }
}
