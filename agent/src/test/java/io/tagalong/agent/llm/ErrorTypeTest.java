package io.tagalong.agent.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTypeTest {
  @ParameterizedTest
  @CsvSource({
    "guardrail_error, content_blocked, guardrail_error/content_blocked",
    "invalid_request_error, , invalid_request_error",
    ", 429, 429",
    "same, same, same",
    "'You said: hello', , ",
  })
  void takesATypeOrCodeOnlyWhenItIsAWord(
      @Nullable String type, @Nullable String code, @Nullable String word) {
    assertEquals(word, ErrorType.of(type, code));
  }

  @Test
  void takesNoTypeThatIsAsLongAsASentence() {
    assertNull(ErrorType.of("x".repeat(65), null));
  }
}
