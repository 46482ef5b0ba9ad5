package io.tagalong.intake.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TagNormalFormTest {
  @ParameterizedTest
  @CsvSource({
    "env:prod, env:prod",
    "Gate:NewUI, gate:newui",
    "a_b-c:d.e/f9, a_b-c:d.e/f9",
    "path:a b|c, path:a_b_c",
    "ÄÖÜ:straße, äöü:straße",
    "city:東京, city:東京",
    "face:😀, face:_",
    "empty:, empty",
    "many:::, many",
    ":, ''",
    "'', ''"
  })
  void isWhatDatadogIndexes(String tag, String expected) {
    assertEquals(expected, TagNormalForm.of(tag));
  }

  @Test
  void lowersLetterByLetterWhenLocaleWouldMakeTwo() {
    assertEquals("i", TagNormalForm.of("\u0130"));
  }

  @Test
  void endsAfter200CodePoints() {
    assertEquals("𝔸".repeat(200), TagNormalForm.of("𝔸".repeat(201)));
  }

  @Test
  void losesColonThatCutBringsToTheEnd() {
    assertEquals("a".repeat(199), TagNormalForm.of("a".repeat(199) + ":b"));
  }
}
