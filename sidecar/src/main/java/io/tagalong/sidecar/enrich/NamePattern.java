package io.tagalong.sidecar.enrich;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles the two notations in which a mapping says which metric names it is about. */
public final class NamePattern {
  private static final Pattern NO_WILDCARD = Pattern.compile("[^a-zA-Z0-9_.*-]|\\*\\*");

  private NamePattern() {}

  /**
   * A name in which each {@code *} stands for any text without a dot and is a group.
   *
   * @throws PatternSyntaxException for other characters than ASCII letters, digits and {@code
   *     -_*.}, and for a double {@code *}
   */
  public static Pattern wildcard(String text) {
    Matcher offence = NO_WILDCARD.matcher(text);
    if (offence.find()) {
      throw new PatternSyntaxException(
          "\"" + offence.group() + "\" is not allowed", text, offence.start());
    }
    return Pattern.compile(text.replace(".", "\\.").replace("*", "([^.]*)"));
  }

  /**
   * A regular expression of the whole name, without anchors. It is Java's, which knows all of the
   * Agent's but named groups in the form {@code (?P<name>...)}.
   *
   * @throws PatternSyntaxException when it is none
   */
  public static Pattern regex(String text) {
    return Pattern.compile(text, Pattern.DOTALL);
  }
}
