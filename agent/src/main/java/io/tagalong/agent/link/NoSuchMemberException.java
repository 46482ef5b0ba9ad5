package io.tagalong.agent.link;

import org.jspecify.annotations.Nullable;

/** A path names a member that the type, in the SDK version present, does not have. */
final class NoSuchMemberException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Class<?> type;
  private final String member;

  /**
   * @param hindrance what kept one that is there from being read; empty for nothing
   * @param unloadable that a class is missing or unfit, so that it is unknown whether the member is
   *     there; null where all could be looked at
   */
  NoSuchMemberException(
      Class<?> type, String member, String hindrance, @Nullable LinkageError unloadable) {
    super(text(type, member, unloadable == null ? hindrance : unloadable.toString()), unloadable);
    this.type = type;
    this.member = member;
  }

  private static String text(Class<?> type, String member, String hindrance) {
    return type.getName()
        + " has no readable member '"
        + member
        + "'"
        + (hindrance.isEmpty() ? "" : ": " + hindrance);
  }

  /** The type that lacks the member. */
  Class<?> type() {
    return type;
  }

  String member() {
    return member;
  }
}
