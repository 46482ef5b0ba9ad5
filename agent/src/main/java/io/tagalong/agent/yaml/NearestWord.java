package io.tagalong.agent.yaml;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The valid word that a mistyped one probably means, by Levenshtein distance. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * A hint to end a message with.
   *
   * @param valid in lower case
   * @return {@code ; did you mean 'metric'?}, or all valid words when none is near
   */
  public static String hint(String mistyped, Collection<String> valid) {
    String near = near(mistyped.toLowerCase(Locale.ROOT), valid);
    return near == null
        ? "; it can be " + String.join(", ", valid)
        : "; did you mean '" + near + "'?";
  }

  /** The nearest valid word; null when none is near. */
  public static @Nullable String near(String mistyped, Collection<String> valid) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String word : valid) {
      int distance = distance(mistyped, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return least <= Math.max(mistyped.length(), nearest.length()) / 2 ? nearest : null;
  }

  /** Insertions, deletions and replacements between two words. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
