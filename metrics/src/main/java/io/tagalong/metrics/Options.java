package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options of one backend. Each is taken once; what is left at the end is a mistake. */
final class Options {
  private final String name;
  private final Map<Object, @Nullable Object> left;
  private final TreeSet<String> taken = new TreeSet<>();

  /**
   * @param name what messages call the setting or the option that the map stands in
   */
  Options(String name, Map<?, ?> map) {
    this.name = name;
    this.left = new LinkedHashMap<>(map);
  }

  String text(String option, String defaultValue) {
    Object value = take(option);
    if (value == null) {
      return defaultValue;
    }
    if (value instanceof String) {
      return (String) value;
    }
    throw problem(option, "is no text in quotes");
  }

  int port(String option, int defaultValue) {
    Object value = take(option);
    double port = value == null ? defaultValue : number(option, value);
    if (port == Math.rint(port) && port >= 1 && port <= 65_535) {
      return (int) port;
    }
    throw problem(option, "is no port from 1 to 65535");
  }

  private double number(String option, Object value) {
    if (value instanceof Double) {
      return (Double) value;
    }
    throw problem(option, "is no number");
  }

  /** The tags of a backend: a map whose values are texts, numbers, true or false. */
  Map<String, String> tags() {
    Object value = take("tags");
    Map<String, String> tags = new LinkedHashMap<>();
    if (value instanceof Map) {
      for (Map.Entry<?, ?> tag : ((Map<?, ?>) value).entrySet()) {
        Object tagValue = tag.getValue();
        if (tagValue instanceof Double) {
          tags.put(String.valueOf(tag.getKey()), PlainNumber.of((Double) tagValue));
        } else if (tagValue != null) {
          tags.put(String.valueOf(tag.getKey()), tagValue.toString());
        }
      }
    } else if (value != null) {
      throw problem("tags", "is not of the form {'key': 'value'}");
    }
    return Collections.unmodifiableMap(tags);
  }

  /** The options of a backend within this one. */
  Options options(String option) {
    Object value = take(option);
    if (value == null || value instanceof Map) {
      Map<?, ?> map = value == null ? Collections.emptyMap() : (Map<?, ?>) value;
      return new Options(nameOf(option), map);
    }
    throw problem(option, "is not of the form {'name': value}");
  }

  List<String> list(String option, List<String> defaultValue) {
    Object value = take(option);
    return value == null ? defaultValue : texts(nameOf(option), value);
  }

  /** A list of texts out of a value. */
  static List<String> texts(String name, @Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List) {
      for (Object text : (List<?>) value) {
        if (!(text instanceof String)) {
          throw new IllegalArgumentException(name + " holds something else than texts in quotes");
        }
        texts.add((String) text);
      }
      return Collections.unmodifiableList(texts);
    }
    throw new IllegalArgumentException(name + " is not of the form ['a', 'b']");
  }

  /** Refuses what nobody has asked for: it is probably misspelt. */
  void refuseOthers() {
    if (!left.isEmpty()) {
      StringJoiner others = new StringJoiner(", ");
      left.keySet().forEach(option -> others.add(String.valueOf(option)));
      throw new IllegalArgumentException(
          name
              + " has options that this backend does not know, "
              + others
              + "; it takes "
              + (taken.isEmpty() ? "none" : String.join(", ", taken)));
    }
  }

  private @Nullable Object take(String option) {
    taken.add(option);
    return left.remove(option);
  }

  /** What messages call an option. */
  String nameOf(String option) {
    return "'" + option + "' in " + name;
  }

  /** An error that names the option. */
  IllegalArgumentException problem(String option, String what) {
    return new IllegalArgumentException(nameOf(option) + ' ' + what);
  }
}
