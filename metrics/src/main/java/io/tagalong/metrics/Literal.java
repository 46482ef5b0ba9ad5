package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value as Python and JSON write it: maps, lists, texts in either quotes, numbers, and
 * {@code true}, {@code True}, {@code None}, {@code null} and their like. A comma may follow the
 * last entry.
 *
 * <p>Problems say where, not what: the text may hold a key.
 */
final class Literal {
  /** Deeper than any setting is; keeps the recursion in bounds. */
  private static final int MAX_DEPTH = 8;

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{4}");

  private final String text;
  private int at;

  private Literal(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @return a map with texts as keys, a list, a text, a {@link Double}, a {@link Boolean} or null
   * @throws IllegalArgumentException when it is none
   */
  static @Nullable Object parse(String text) {
    Literal literal = new Literal(text);
    Object value = literal.value(0);
    if (literal.peek() != 0) {
      throw literal.unexpected("the end");
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw unexpected("no further nesting");
    }
    switch (peek()) {
      case '{':
        return map(depth);
      case '[':
        return list(depth);
      case '"':
      case '\'':
        return quoted();
      default:
        return word();
    }
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      String key = quoted();
      expect(':');
      map.put(key, value(depth + 1));
      separator('}');
    }
    at++;
    return map;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    while (peek() != ']') {
      list.add(value(depth + 1));
      separator(']');
    }
    at++;
    return list;
  }

  private void separator(char end) {
    if (peek() != end) {
      expect(',');
    }
  }

  private String quoted() {
    char quote = peek();
    if (quote != '"' && quote != '\'') {
      throw unexpected("a text in quotes");
    }
    StringBuilder quoted = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return quoted.toString();
      }
      quoted.append(c == '\\' ? escaped() : c);
    }
    throw unexpected("the closing quote");
  }

  /** Goes from a backslash to the last character of what it begins, and returns what is meant. */
  private char escaped() {
    at++;
    char c = at < text.length() ? text.charAt(at) : 0;
    int control = "bfnrt".indexOf(c);
    if (control >= 0) {
      return "\b\f\n\r\t".charAt(control);
    }
    if (c == 'u' && HEX.matcher(text).region(at + 1, text.length()).lookingAt()) {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    if (c == 0 || "\\/'\"".indexOf(c) < 0) {
      throw unexpected("one of \\ / ' \" b f n r t, or u and four hex digits");
    }
    return c;
  }

  private @Nullable Object word() {
    int start = at;
    while (at < text.length() && "{}[]:, \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    switch (word) {
      case "true":
      case "True":
        return true;
      case "false":
      case "False":
        return false;
      case "null":
      case "None":
        return null;
      default:
        break;
    }
    if (!word.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      at = start;
      throw unexpected("a value; texts stand in quotes");
    }
    return Double.valueOf(word);
  }

  /** The next character that is no blank, or 0 at the end. */
  private char peek() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException unexpected(String wanted) {
    return new IllegalArgumentException(
        "is not understood at its character " + (at + 1) + ": there should be " + wanted);
  }
}
