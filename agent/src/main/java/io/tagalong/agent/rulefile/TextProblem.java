package io.tagalong.agent.rulefile;

/** A text of a rule file that cannot be read, and the place in the text. */
final class TextProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset in the text, counted from 0
   */
  TextProblem(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
