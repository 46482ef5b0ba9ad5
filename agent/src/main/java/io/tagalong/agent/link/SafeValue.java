package io.tagalong.agent.link;

import org.jspecify.annotations.Nullable;

/** Lets only values through that a table may keep. Hot. */
final class SafeValue {
  /** Datadog cuts tags at 200 characters. */
  private static final int MAX_CHARS = 200;

  private SafeValue() {}

  /**
   * A string, cut if long; a boxed primitive; the name of an enum constant; null for anything else.
   *
   * <p>Never {@code toString()} of an arbitrary object: that would run the application's code,
   * allocate, and might print what must not leave the process.
   */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof String) {
      String text = (String) value;
      return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
    if (value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character) {
      return value;
    }
    return value instanceof Enum ? ((Enum<?>) value).name() : null;
  }
}
