package io.tagalong.sidecar.encode;

import java.nio.charset.StandardCharsets;

/** Cuts texts to the intake's limits, never within a character. */
final class TextLimit {

  private TextLimit() {}

  /** The first so many characters (code points). */
  static String characters(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max));
  }

  /** As much of the beginning as has so many bytes in UTF-8. */
  static String utf8Bytes(String text, int max) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= max) {
      return text;
    }
    int end = max;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) { // the middle of a character
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
