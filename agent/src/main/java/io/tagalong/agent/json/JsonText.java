package io.tagalong.agent.json;

/** A JSON text, and how far it has been read. */
abstract class JsonText {
  final String text;

  /** Of the next character. */
  int position;

  JsonText(String text) {
    this.text = text;
  }

  /** Goes on behind this character, if it is the next but for blanks. */
  final boolean passes(char c) {
    skipBlanks();
    if (peek() != c) {
      return false;
    }
    position++;
    return true;
  }

  final void skipBlanks() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  /** The next character; at the end NUL, which JSON has nowhere. */
  final char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }
}
