package io.tagalong.agent.link;

/** A path names a member that the type, in the SDK version present, does not have. */
final class NoSuchMemberException extends Exception {
  private static final long serialVersionUID = 1L;

  NoSuchMemberException(Class<?> type, String member) {
    super(type.getName() + " has no readable member '" + member + "'");
  }
}
