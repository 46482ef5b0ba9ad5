package io.tagalong.sidecar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ExcerptTest {

  @Test
  void escapesEverythingButPlainAscii() {
    byte[] bytes = "xa\n\\\u00e9\u007fx".getBytes(StandardCharsets.UTF_8);

    String excerpt = Excerpt.of(bytes, 1, bytes.length - 1);

    assertEquals("a\\x0a\\x5c\\xc3\\xa9\\x7f", excerpt);
  }

  @Test
  void endsWithDotsWhenThereIsMore() {
    byte[] bytes = new byte[1000];
    Arrays.fill(bytes, (byte) 1);

    String excerpt = Excerpt.of(bytes, 0, bytes.length);

    assertTrue(excerpt.endsWith("\\x01..."), excerpt);
    assertTrue(excerpt.length() <= Excerpt.MAX_CHARACTERS, excerpt);
  }
}
