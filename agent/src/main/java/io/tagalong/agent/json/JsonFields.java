package io.tagalong.agent.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JsonPaths} have found in a text. One that stops being JSON has the members that were
 * found before.
 */
public final class JsonFields {
  private final JsonPaths paths;
  private final String text;
  private final Map<String, Object> found = new HashMap<>();
  private int position;

  JsonFields(JsonPaths paths, String text) {
    this.paths = paths;
    this.text = text;
    readObject("");
  }

  /** A member that is a string; null when there is none. */
  public @Nullable String text(String path) {
    Object value = found.get(path);
    return value instanceof String ? (String) value : null;
  }

  /** A member that is a number; not a number when there is none. */
  public double number(String path) {
    Object value = found.get(path);
    return value instanceof Double ? (Double) value : Double.NaN;
  }

  /** A member that is a number, without its fraction; 0 when there is none. */
  public long whole(String path) {
    return (long) number(path);
  }

  /** Reads an object, whose members have paths that begin so; false where the text is no JSON. */
  private boolean readObject(String prefix) {
    if (!passes('{')) {
      return false;
    }
    if (passes('}')) {
      return true;
    }
    do {
      String name = peek() == '"' ? string() : null;
      if (name == null || !passes(':') || !readMember(prefix + name)) {
        return false;
      }
    } while (passes(','));
    return passes('}');
  }

  private boolean readMember(String path) {
    char first = peek();
    if (first == '{' && paths.leadThrough(path)) {
      return readObject(path + '.');
    }
    int start = position;
    if (!skipValue()) {
      return false;
    }
    if (paths.contain(path) && first != '{' && first != '[') {
      Object value = scalar(text.substring(start, position));
      if (value != null) {
        found.put(path, value);
      }
    }
    return true;
  }

  private @Nullable String string() {
    int start = position;
    Object name = skipString() ? scalar(text.substring(start, position)) : null;
    return name instanceof String ? (String) name : null;
  }

  private static @Nullable Object scalar(String json) {
    try {
      return JsonReader.read(json);
    } catch (JsonException e) {
      return null; // As if it were not there.
    }
  }

  /** Goes behind a value of any kind and depth, without a look at its grammar. */
  private boolean skipValue() {
    int depth = 0;
    do {
      char next = peek();
      if (next == '"') {
        if (!skipString()) {
          return false;
        }
      } else if (next == '{' || next == '[') {
        depth++;
        position++;
      } else if (next == '}' || next == ']') {
        depth--;
        position++;
      } else if (next == ',' || next == ':') {
        position++;
      } else if (!skipWord()) {
        return false;
      }
    } while (depth > 0);
    return depth == 0;
  }

  /** Goes behind a number, or one of the three words. */
  private boolean skipWord() {
    int start = position;
    while (position < text.length() && " \t\r\n,:{}[]\"".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return position > start;
  }

  private boolean skipString() {
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        return true;
      }
      if (c == '\\') {
        position++;
      }
    }
    return false;
  }

  /** Goes on behind this character, if it is the next but for blanks. */
  private boolean passes(char c) {
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  /** The next character that is no blank; at the end NUL, which JSON has nowhere. */
  private char peek() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : '\0';
  }
}
