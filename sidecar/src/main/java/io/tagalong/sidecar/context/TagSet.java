package io.tagalong.sidecar.context;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tags of a context as Datadog stores them: lower case, with {@code _} for every character that
 * is no letter, digit or one of {@code _-:./}, at most 200 characters, not ending in a colon;
 * sorted, and each only once.
 *
 * <p>As with {@link MetricName}, this makes contexts merge here that would collide at Datadog.
 * Lower case is that of each code point alone, so it depends neither on the locale nor on the
 * neighbours.
 *
 * @param tags the tags that are left
 * @param emptyTags how many tags had nothing in them and were dropped
 */
record TagSet(List<String> tags, int emptyTags) {
  private static final int MAX_CODE_POINTS = 200;

  static TagSet of(List<String> raw) {
    SortedSet<String> tags = new TreeSet<>();
    int emptyTags = 0;
    for (String each : raw) {
      String tag = normalise(each);
      if (tag.isEmpty()) {
        emptyTags++;
      } else {
        tags.add(tag);
      }
    }
    return new TagSet(List.copyOf(tags), emptyTags);
  }

  private static String normalise(String raw) {
    return isNormal(raw) ? raw : normalised(raw);
  }

  /** Whether there is nothing to do, as for most tags. */
  private static boolean isNormal(String tag) {
    int length = tag.length();
    if (length > MAX_CODE_POINTS || tag.endsWith(":")) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = tag.charAt(i);
      boolean kept = ('a' <= c && c <= 'z') || ('-' <= c && c <= ':') || c == '_';
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  private static String normalised(String raw) {
    StringBuilder tag = new StringBuilder(raw.length());
    raw.codePoints()
        .limit(MAX_CODE_POINTS)
        .map(Character::toLowerCase)
        .map(c -> Character.isLetterOrDigit(c) || "_-:./".indexOf(c) >= 0 ? c : '_')
        .forEach(tag::appendCodePoint);
    int end = tag.length();
    while (end > 0 && tag.charAt(end - 1) == ':') {
      end--;
    }
    return tag.substring(0, end);
  }
}
