package io.tagalong.metrics;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names and tags in the form that Datadog makes of them: so that two spellings are one series. */
final class NormalForm {
  /** Datadog keeps no more of a name, in characters, or of a tag, in code points. */
  static final int MAX_LENGTH = 200;

  private NormalForm() {}

  /** ASCII letters, digits, underscores and dots, a letter first; empty if none is left. */
  static String name(String name, int maxLength) {
    StringBuilder form = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && form.length() < maxLength; i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (letter) {
        form.append(c);
      } else if (form.length() > 0) {
        form.append(c == '.' || (c >= '0' && c <= '9') ? c : '_');
      }
    }
    return form.toString();
  }

  /** Each tag once, sorted. */
  static SortedSet<String> tags(Map<String, String> tags) {
    SortedSet<String> forms = new TreeSet<>();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String form = tag(tag.getKey() + ':' + tag.getValue());
      if (!form.isEmpty()) {
        forms.add(form);
      }
    }
    return forms;
  }

  /** Lower case; letters, digits and {@code _-:./} are kept, no colon at the end. */
  private static String tag(String tag) {
    StringBuilder form = new StringBuilder(tag.length());
    int read = 0;
    for (int kept = 0; read < tag.length() && kept < MAX_LENGTH; kept++) {
      int c = tag.codePointAt(read);
      read += Character.charCount(c);
      boolean stays = Character.isLetterOrDigit(c) || "_-:./".indexOf(c) >= 0;
      form.appendCodePoint(stays ? Character.toLowerCase(c) : '_');
    }
    int end = form.length();
    while (end > 0 && form.charAt(end - 1) == ':') {
      end--;
    }
    return form.substring(0, end);
  }
}
