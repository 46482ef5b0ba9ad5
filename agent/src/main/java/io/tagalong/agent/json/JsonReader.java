package io.tagalong.agent.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259) into maps, lists, strings, doubles, booleans and null.
 *
 * <p>A number becomes a double, whatever its form: exact for every whole one below 2<sup>53</sup>.
 * Of a name that an object has twice, the last value counts.
 */
public final class JsonReader extends JsonText {
  /** Deeper texts are refused, before they exhaust the stack of an application's thread. */
  private static final int MAX_DEPTH = 64;

  private JsonReader(String text) {
    super(text);
  }

  /** Gives the value that the text is, with blanks around it or without. */
  public static @Nullable Object read(String text) throws JsonException {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.skipBlanks();
    if (reader.position < text.length()) {
      throw reader.expected("the end");
    }
    return value;
  }

  /** Gives the object that the text is. */
  public static Map<?, ?> readObject(String text) throws JsonException {
    Object value = read(text);
    if (value instanceof Map) {
      return (Map<?, ?>) value;
    }
    throw new JsonException("an object", 0);
  }

  private @Nullable Object value(int depth) throws JsonException {
    if (depth > MAX_DEPTH) {
      throw expected("no more than " + MAX_DEPTH + " levels");
    }
    skipBlanks();
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, @Nullable Object> object(int depth) throws JsonException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    position++;
    if (passes('}')) {
      return members;
    }
    do {
      skipBlanks();
      if (peek() != '"') {
        throw expected("a name");
      }
      String name = string();
      if (!passes(':')) {
        throw expected("':'");
      }
      members.put(name, value(depth + 1));
    } while (passes(','));
    if (!passes('}')) {
      throw expected("',' or '}'");
    }
    return members;
  }

  private List<@Nullable Object> array(int depth) throws JsonException {
    List<@Nullable Object> items = new ArrayList<>();
    position++;
    if (passes(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
    } while (passes(','));
    if (!passes(']')) {
      throw expected("',' or ']'");
    }
    return items;
  }

  private String string() throws JsonException {
    int start = ++position;
    while (peek() != '"' && peek() != '\\') {
      plain();
    }
    StringBuilder unescaped = new StringBuilder().append(text, start, position);
    while (peek() != '"') {
      if (peek() == '\\') {
        position++;
        unescaped.append(escaped());
      } else {
        unescaped.append(plain());
      }
    }
    position++;
    return unescaped.toString();
  }

  private char plain() throws JsonException {
    char c = peek();
    if (c < ' ') {
      throw expected("'\"'");
    }
    position++;
    return c;
  }

  private char escaped() throws JsonException {
    char c = peek();
    position++;
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return unicode();
      default:
        throw expected("an escape");
    }
  }

  private char unicode() throws JsonException {
    int code = 0;
    for (int end = position + 4; position < end; position++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw expected("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private @Nullable Boolean word(String word, @Nullable Boolean value) throws JsonException {
    if (!text.startsWith(word, position)) {
      throw expected(word);
    }
    position += word.length();
    return value;
  }

  /** Takes a few forms more than JSON has, such as {@code +1} and {@code 1.}: they harm nobody. */
  private Double number() throws JsonException {
    int start = position;
    while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    try {
      return Double.valueOf(text.substring(start, position));
    } catch (NumberFormatException e) {
      position = start;
      throw expected("a value");
    }
  }

  private JsonException expected(String what) {
    return new JsonException(what, position);
  }
}
