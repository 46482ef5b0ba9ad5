package io.tagalong.agent.yaml;

/** Something in a file that cannot be used, and where it stands. */
public final class Problem {
  private final String file;
  private final int line;
  private final int column;
  private final String message;

  /**
   * @param line counted from 1
   * @param column counted from 1
   * @param message what is wrong, and what would be right
   */
  Problem(String file, int line, int column, String message) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.message = message;
  }

  /** {@code rules.yaml:12:9: unknown key 'metrc'; did you mean 'metric'?} */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column + ": " + message;
  }
}
