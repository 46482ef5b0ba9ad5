package io.tagalong.agent.yaml;

/** A text in a file that cannot be read, and the place in the text. */
public final class TextProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset in the text, counted from 0
   */
  public TextProblem(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
