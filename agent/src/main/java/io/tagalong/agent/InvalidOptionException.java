package io.tagalong.agent;

/** An option of the agent that is not understood; the message says what would be. */
final class InvalidOptionException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidOptionException(String message) {
    super(message);
  }
}
