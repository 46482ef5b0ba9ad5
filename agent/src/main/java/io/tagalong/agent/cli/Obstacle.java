package io.tagalong.agent.cli;

/** What keeps a class of a class path from being looked at, and what can be done about it. */
final class Obstacle {
  private Obstacle() {}

  /**
   * Says it in a sentence.
   *
   * @param error what came of the class, or of another one that it takes
   */
  static String of(Throwable error) {
    if (error instanceof UnsupportedClassVersionError) {
      return error.getMessage() + "; run the check with that Java or a newer one";
    }
    if (error instanceof TypeNotPresentException) {
      return missing(((TypeNotPresentException) error).typeName());
    }
    if (error instanceof ClassNotFoundException || error instanceof NoClassDefFoundError) {
      Throwable cause = error.getCause();
      return cause == null ? missing(String.valueOf(error.getMessage())) : of(cause);
    }
    return error + "; check that the jars are whole, and of versions that go together";
  }

  /** Says it of a class that was asked for in vain, by its binary or its internal name. */
  static String missing(String className) {
    return className.replace('/', '.') + " is in none of these jars; add the one that has it";
  }
}
