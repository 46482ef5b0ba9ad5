package io.tagalong.sidecar.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a setting is called in a file: as its environment variable, in lower case and without {@code
 * DD_} or {@code TAGALONG_}, as the Agent does it. What belongs to the Agent's section {@code
 * proxy} has a dot behind it.
 */
final class FileKeys {
  private static final Pattern PREFIX = Pattern.compile("(DD|TAGALONG)_");
  private static final Pattern SECTIONS = Pattern.compile("^(proxy)_");

  private FileKeys() {}

  /** The keys that follow from variables; one with another prefix has none. */
  static List<String> of(List<String> variables) {
    return variables.stream()
        .filter(variable -> PREFIX.matcher(variable).lookingAt())
        .map(variable -> PREFIX.matcher(variable).replaceFirst("").toLowerCase(Locale.ROOT))
        .map(key -> SECTIONS.matcher(key).replaceFirst("$1."))
        .toList();
  }

  /** Whether a key is one in which settings stand, each as a field. */
  static boolean isSection(String key) {
    return SECTIONS.matcher(key + "_").matches();
  }
}
