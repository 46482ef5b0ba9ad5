package io.tagalong.agent.llm;

import org.jspecify.annotations.Nullable;

/**
 * The kind of an error, as a provider or an SDK names it.
 *
 * <p>A provider's message may repeat the prompt, so no message is ever read; and whatever claims to
 * be a type or a code is taken only when it looks like one.
 */
public final class ErrorType {
  /** No type or code that providers document is so long. */
  private static final int MAX_LENGTH = 64;

  private ErrorType() {}

  /**
   * Of the fields {@code type} and {@code code} of an error: {@code
   * guardrail_error/content_blocked}.
   *
   * @return null when neither is a word
   */
  public static @Nullable String of(@Nullable String type, @Nullable String code) {
    String first = word(type);
    String second = word(code);
    if (first == null || second == null || first.equals(second)) {
      return first == null ? second : first;
    }
    return first + '/' + second;
  }

  /** Of an error that no provider has named: {@code OpenAIIoException}. */
  public static String of(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static @Nullable String word(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '_' && c != '-' && c != '.') {
        return null;
      }
    }
    return text;
  }
}
