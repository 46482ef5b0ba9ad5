package io.tagalong.sidecar.dogstatsd;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads an integer as Go's {@code strconv.ParseInt} does in base 10: an optional sign, leading
 * zeros, 64 bits. Nothing else, no blanks.
 */
final class WholeNumber {
  private static final Pattern SYNTAX = Pattern.compile("[+-]?[0-9]+");

  private WholeNumber() {}

  static OptionalLong read(byte[] bytes, int from, int to) {
    String text = WireText.of(bytes, from, to);
    if (!SYNTAX.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException moreThan64Bits) {
      return OptionalLong.empty();
    }
  }
}
