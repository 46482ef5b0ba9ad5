package io.tagalong.sidecar.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid word that a mistyped one probably means, by Levenshtein distance. */
public final class NearestWord {

  private NearestWord() {}

  /** The nearest of {@code valid}, or nothing when even that differs in half of its letters. */
  public static Optional<String> to(String mistyped, Collection<String> valid) {
    return valid.stream()
        .min(Comparator.comparingInt(word -> distance(mistyped, word)))
        .filter(word -> 2 * distance(mistyped, word) < Math.max(mistyped.length(), word.length()));
  }

  /** Insertions, deletions and replacements between two words, letter case ignored. */
  static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column < previous.length; column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[previous.length];
      current[0] = row;
      for (int column = 1; column < current.length; column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + replaced,
                Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
