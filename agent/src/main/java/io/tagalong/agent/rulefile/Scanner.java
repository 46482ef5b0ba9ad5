package io.tagalong.agent.rulefile;

import io.tagalong.agent.yaml.TextProblem;

/** Reads the small texts inside a rule from left to right, blanks skipped. */
final class Scanner {
  private final String text;
  private int at;

  Scanner(String text) {
    this.text = text;
  }

  /** Where the next token begins. */
  int position() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  boolean atEnd() {
    return position() == text.length();
  }

  /** Whether the token comes next. */
  boolean at(String token) {
    return text.startsWith(token, position());
  }

  /** Whether the token comes next; it is then behind us. */
  boolean accept(String token) {
    if (at(token)) {
      at += token.length();
      return true;
    }
    return false;
  }

  void expect(String token, String after) throws TextProblem {
    if (!accept(token)) {
      throw unexpected("'" + token + "' after " + after);
    }
  }

  /** A problem with what stands here. */
  TextProblem unexpected(String expected) {
    String found = atEnd() ? "the end" : "'" + text.substring(at) + "'";
    return new TextProblem(at, "expected " + expected + ", found " + found);
  }

  /** A Java identifier, or empty. */
  String identifier() {
    int start = position();
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A type as in Java source, with its binary name, or empty: {@code java.util.Map$Entry[]}. */
  String type() {
    int start = position();
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean dots = text.startsWith("..", at);
      if (dots || !(Character.isJavaIdentifierPart(c) || c == '.' || c == '[' || c == ']')) {
        break;
      }
      at++;
    }
    return text.substring(start, at);
  }

  /** The text in double quotes that begins here; there is no escape. */
  String quoted() throws TextProblem {
    int start = position() + 1;
    int end = text.indexOf('"', start);
    if (at >= text.length() || text.charAt(at) != '"' || end < 0) {
      throw unexpected("a text in double quotes");
    }
    at = end + 1;
    return text.substring(start, end);
  }

  /** Everything up to the next blank. */
  String word() {
    int start = position();
    while (at < text.length() && text.charAt(at) != ' ') {
      at++;
    }
    return text.substring(start, at);
  }

  /** Whether a quoted text begins here. */
  boolean atQuote() {
    return position() < text.length() && text.charAt(at) == '"';
  }
}
