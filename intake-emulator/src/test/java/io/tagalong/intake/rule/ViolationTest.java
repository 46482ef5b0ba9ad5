package io.tagalong.intake.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ViolationTest {
  @Test
  void masksWhatLooksLikeKey() {
    assertEquals(
        "path /x/<32 hex digits>/y", detailOf("path /x/0123456789abcdefABCDEF9876543210/y"));
  }

  @Test
  void staysOnOneLineWhenDetailDoesNot() {
    assertEquals("a?b?c", detailOf("a\nb\u001bc"));
  }

  @Test
  void isCutWhenDetailIsLong() {
    assertEquals("x".repeat(300) + "...", detailOf("x".repeat(301)));
  }

  @Test
  void namesRequestRouteAndRule() {
    Violation violation = new Violation(7, "/api/v2/series", Rule.PAYLOAD_EMPTY, "no item");

    assertEquals("request 7 to /api/v2/series broke payload-empty: no item", violation.toString());
  }

  private static String detailOf(String detail) {
    return new Violation(1, "/api/v2/series", Rule.NAME_INVALID, detail).detail();
  }
}
