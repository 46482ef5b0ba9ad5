package io.tagalong.agent.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through a JSON object and keeps the members that are wanted, as far as it is JSON. */
final class MemberSearch extends JsonText {
  private final JsonPaths paths;
  private final Map<String, Object> found = new HashMap<>();

  private MemberSearch(JsonPaths paths, String text) {
    super(text);
    this.paths = paths;
  }

  /** The scalar members by path. */
  static Map<String, Object> find(JsonPaths paths, String text) {
    MemberSearch search = new MemberSearch(paths, text);
    search.readObject("");
    return search.found;
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
      String name = next() == '"' ? string() : null;
      if (name == null || !passes(':') || !readMember(prefix + name)) {
        return false;
      }
    } while (passes(','));
    return passes('}');
  }

  private boolean readMember(String path) {
    char first = next();
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
      char next = next();
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

  /** The next character that is no blank. */
  private char next() {
    skipBlanks();
    return peek();
  }
}
