package io.tagalong.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as DogStatsD reads them.
 *
 * <p>The protocol has no escape, so what separates its fields becomes an underscore.
 */
final class DogStatsDText {
  private DogStatsDText() {}

  /**
   * One sample: {@code sentry.login.attempt:1|c|@0.5|#instance:failure}.
   *
   * @param type {@code c}, {@code g}, {@code ms} or {@code d}
   * @param sampleRate left out from 1 on; the receiver scales by it
   */
  static String metric(
      String name, double value, String type, double sampleRate, Map<String, String> tags) {
    StringBuilder text = new StringBuilder(64);
    clean(name, ":|", text).append(':').append(PlainNumber.of(value)).append('|').append(type);
    if (sampleRate < 1) {
      text.append("|@").append(PlainNumber.of(sampleRate));
    }
    return tags(tags, text).toString();
  }

  /** One event: {@code _e{5,4}:title|text|t:error}; lengths are in bytes of UTF-8. */
  static String event(Event event, Map<String, String> tags) {
    String title = event.title().replace("\n", "\\n");
    String message = event.message().replace("\n", "\\n");
    StringBuilder text = new StringBuilder(128);
    text.append("_e{").append(bytes(title)).append(',').append(bytes(message)).append("}:");
    text.append(title).append('|').append(message);
    field("|k:", event.aggregationKey(), text);
    Event.Priority priority = event.priority();
    field("|p:", priority == null ? null : priority.word(), text);
    field("|s:", event.sourceTypeName(), text);
    Event.AlertType alertType = event.alertType();
    field("|t:", alertType == null ? null : alertType.word(), text);
    return tags(tags, text).toString();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void field(String name, @Nullable String value, StringBuilder text) {
    if (value != null) {
      clean(value, "|", text.append(name));
    }
  }

  private static StringBuilder tags(Map<String, String> tags, StringBuilder text) {
    String separator = "|#";
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      clean(tag.getKey(), ",|:", text.append(separator)).append(':');
      clean(tag.getValue(), ",|", text);
      separator = ",";
    }
    return text;
  }

  private static StringBuilder clean(String value, String separators, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c < ' ' || separators.indexOf(c) >= 0 ? '_' : c);
    }
    return text;
  }
}
