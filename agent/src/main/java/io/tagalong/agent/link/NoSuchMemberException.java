package io.tagalong.agent.link;

/** A path names a member that the type, in the SDK version present, does not have. */
final class NoSuchMemberException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param hindrance what kept one that is there from being read; empty for nothing
   */
  NoSuchMemberException(Class<?> type, String member, String hindrance) {
    super(
        type.getName()
            + " has no readable member '"
            + member
            + "'"
            + (hindrance.isEmpty() ? "" : ": " + hindrance));
  }
}
