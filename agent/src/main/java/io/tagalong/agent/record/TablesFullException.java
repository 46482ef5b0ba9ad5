package io.tagalong.agent.record;

/** A rule needs one more table, or name of notes, than there may be. */
public final class TablesFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TablesFullException(String message) {
    super(message);
  }
}
