package io.tagalong.agent.config;

/** An option of the agent that is not understood; the message says what would be. */
public final class InvalidOptionException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidOptionException(String message) {
    super(message);
  }
}
