package io.tagalong.sidecar.webhook;

import java.util.Optional;

/** A path, chain or condition cannot be read. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String meant;

  /**
   * @param offset of the character at fault, from 0
   * @param meant the valid word that was probably meant; empty for none
   */
  ExpressionException(int offset, String complaint, String meant) {
    super(complaint);
    this.column = offset + 1;
    this.meant = meant;
  }

  /** What is wrong, and at which character of the text. */
  public String complaint() {
    return getMessage() + ", at character " + column;
  }

  /** The word that stands where another should, for who knows the valid ones. */
  public Optional<String> mistyped() {
    return meant.isEmpty() ? Optional.empty() : Optional.of(meant);
  }
}
