package io.tagalong.sidecar.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads parts that are one of a few words. */
final class Words {
  private Words() {}

  /** The constant by that name in small letters; the first one, and a problem, for another. */
  static <E extends Enum<E>> E oneOf(E[] constants, Part part) {
    List<String> words =
        Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    String text = part.text();
    int index = words.indexOf(text);
    if (index < 0 && !text.isEmpty()) {
      part.problem(
          part.place() + " is " + SettingsReader.quoted(text),
          "Allowed are " + String.join(", ", words),
          NearestWord.to(text, words));
    }
    return constants[Math.max(index, 0)];
  }
}
