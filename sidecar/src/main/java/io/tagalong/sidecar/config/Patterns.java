package io.tagalong.sidecar.config;

import io.tagalong.sidecar.enrich.NamePattern;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads patterns of metric names; one that cannot be used adds its problem. */
final class Patterns {
  private Patterns() {}

  static Pattern wildcard(Part part) {
    String text = part.text();
    try {
      return NamePattern.wildcard(text);
    } catch (PatternSyntaxException bad) {
      part.problem(
          complaint(part, text, "wildcard", bad),
          "Allowed are letters, digits and the characters - _ . and single *");
      return NamePattern.wildcard("");
    }
  }

  static Pattern regex(Part part) {
    String text = part.text();
    try {
      return NamePattern.regex(text);
    } catch (PatternSyntaxException bad) {
      part.problem(
          complaint(part, text, "regular expression", bad),
          "Allowed is what java.util.regex.Pattern takes");
      return NamePattern.wildcard("");
    }
  }

  private static String complaint(
      Part part, String text, String notation, PatternSyntaxException bad) {
    return "%s is %s, which is no %s: %s"
        .formatted(part.place(), SettingsReader.quoted(text), notation, bad.getDescription());
  }
}
