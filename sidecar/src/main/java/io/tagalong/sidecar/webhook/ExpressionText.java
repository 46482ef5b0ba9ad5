package io.tagalong.sidecar.webhook;

/** Reads the tokens of an expression from left to right, blanks skipped. */
final class ExpressionText {
  private final String text;
  private int at;

  ExpressionText(String text) {
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

  boolean atQuote() {
    return text.startsWith("\"", position());
  }

  /** Whether the token comes next; it is behind us then. */
  boolean accept(String token) {
    boolean next = text.startsWith(token, position());
    at += next ? token.length() : 0;
    return next;
  }

  /** A Java identifier, or empty. */
  String identifier() {
    int start = position();
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Everything up to the next blank or comma. */
  String word() {
    int start = position();
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != ',') {
      at++;
    }
    return text.substring(start, at);
  }

  /** What stands between the two double quotes that come next; there is no escape. */
  String quoted() throws ExpressionException {
    int end = atQuote() ? text.indexOf('"', at + 1) : -1;
    if (end < 0) {
      throw expected("a text in double quotes");
    }
    String quoted = text.substring(at + 1, end);
    at = end + 1;
    return quoted;
  }

  ExpressionException expected(String what) {
    String found = atEnd() ? "the end" : "'" + text.substring(at) + "'";
    return new ExpressionException(at, "expected " + what + ", found " + found, "");
  }
}
