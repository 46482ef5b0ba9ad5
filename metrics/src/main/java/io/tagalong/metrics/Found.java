package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a setting says, and the name under which it was found: the one that messages tell, as its
 * user knows no other. They never tell the text, which may hold a key.
 */
final class Found {
  private final String name;
  private final String text;

  Found(String name, String text) {
    this.name = name;
    this.text = text;
  }

  String name() {
    return name;
  }

  /** A text, in quotes or without. */
  String text() {
    if (!text.startsWith("'") && !text.startsWith("\"")) {
      return text;
    }
    Object value = literal();
    if (value instanceof String) {
      return (String) value;
    }
    throw problem("is no text");
  }

  boolean flag() {
    switch (text) {
      case "true":
      case "True":
        return true;
      case "false":
      case "False":
        return false;
      default:
        throw problem("is neither true nor false");
    }
  }

  double rate() {
    double rate;
    try {
      rate = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      rate = Double.NaN;
    }
    if (rate >= 0 && rate <= 1) {
      return rate;
    }
    throw problem("is no number from 0 to 1");
  }

  List<String> list() {
    return text.startsWith("[") ? Options.texts(name, literal()) : split(text);
  }

  private static List<String> split(String text) {
    List<String> texts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.trim().isEmpty()) {
        texts.add(part.trim());
      }
    }
    return Collections.unmodifiableList(texts);
  }

  Options options() {
    Object value = literal();
    if (value instanceof Map) {
      return new Options(name, (Map<?, ?>) value);
    }
    throw problem("is not of the form {'name': value}");
  }

  private @Nullable Object literal() {
    try {
      return Literal.parse(text);
    } catch (IllegalArgumentException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  /** An error that names the setting. */
  IllegalArgumentException problem(String what) {
    return new IllegalArgumentException(name + ' ' + what);
  }
}
