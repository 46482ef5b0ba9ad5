package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options of one backend. Each is taken once; what is left at the end is a mistake. */
final class Options {
  private final String name;
  private final Map<Object, @Nullable Object> left;
  private final TreeSet<String> taken = new TreeSet<>();

  /**
   * @param name of the setting or of the option that the map stands in
   */
  Options(String name, Map<?, ?> map) {
    this.name = name;
    this.left = new LinkedHashMap<>(map);
  }

  String text(String option, String standard) {
    Object value = take(option);
    if (value == null) {
      return standard;
    }
    if (value instanceof String) {
      return (String) value;
    }
    throw problem(option, "is no text in quotes");
  }

  int port(String option, int standard) {
    Object value = take(option);
    double port = value == null ? standard : number(option, value);
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
          tags.put(String.valueOf(tag.getKey()), DogStatsDText.number((Double) tagValue));
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
      return new Options(option, value == null ? Collections.emptyMap() : (Map<?, ?>) value);
    }
    throw problem(option, "is not of the form {'name': value}");
  }

  List<String> list(String option, List<String> standard) {
    Object value = take(option);
    return value == null ? standard : texts(option, value);
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
      throw new IllegalArgumentException(
          name + " has the unknown " + left.keySet() + "; this backend takes " + taken);
    }
  }

  private @Nullable Object take(String option) {
    taken.add(option);
    return left.remove(option);
  }

  private IllegalArgumentException problem(String option, String what) {
    return new IllegalArgumentException("'" + option + "' in " + name + ' ' + what);
  }
}
