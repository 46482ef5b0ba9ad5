package io.tagalong.sidecar.dogstatsd;

import java.util.OptionalLong;

/**
 * Reads an integer as Go's {@code strconv.ParseInt} does in base 10: an optional sign, leading
 * zeros, 64 bits. Nothing else, no blanks.
 */
final class WholeNumber {
  private WholeNumber() {}

  static OptionalLong read(byte[] bytes, int from, int to) {
    String text = WireText.of(bytes, from, to);
    if (!text.matches("[+-]?[0-9]+")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException moreThan64Bits) {
      return OptionalLong.empty();
    }
  }
}
