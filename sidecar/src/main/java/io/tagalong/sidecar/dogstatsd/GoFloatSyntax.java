package io.tagalong.sidecar.dogstatsd;

/**
 * The syntax of Go's floating-point literals, as {@code strconv.ParseFloat} takes them: decimal, or
 * hexadecimal with a mandatory binary exponent, with single underscores between digits.
 *
 * <p>Written by hand because a regular expression with a repeated group recurses once per digit,
 * and a datagram may hold 64 000 of them.
 */
final class GoFloatSyntax {
  private GoFloatSyntax() {}

  static boolean matches(String text) {
    int i = skipSign(text, 0);
    boolean hex = i + 2 < text.length() && text.charAt(i) == '0' && isAt(text, i + 1, 'x');
    if (hex) {
      i += 2;
      // An underscore may follow the prefix, but only in front of a digit.
      i = isAt(text, i, '_') && skipDigits(text, i + 1, true) > i + 1 ? i + 1 : i;
    }
    int wholeTo = skipDigits(text, i, hex);
    boolean hasDigits = wholeTo > i;
    i = wholeTo;
    if (isAt(text, i, '.')) {
      int fractionTo = skipDigits(text, i + 1, hex);
      hasDigits |= fractionTo > i + 1;
      i = fractionTo;
    }
    if (!hasDigits) {
      return false;
    }
    if (isAt(text, i, hex ? 'p' : 'e')) {
      int exponentFrom = skipSign(text, i + 1);
      i = skipDigits(text, exponentFrom, false);
      return i > exponentFrom && i == text.length();
    }
    return !hex && i == text.length();
  }

  private static int skipSign(String text, int from) {
    return isAt(text, from, '+') || isAt(text, from, '-') ? from + 1 : from;
  }

  /** The end of the digits and of the underscores between them. */
  private static int skipDigits(String text, int from, boolean hex) {
    int i = from;
    while (isDigit(text, i, hex) || (i > from && isAt(text, i, '_') && isDigit(text, i + 1, hex))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(String text, int index, boolean hex) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    char lower = (char) (c | 0x20);
    return (c >= '0' && c <= '9') || (hex && lower >= 'a' && lower <= 'f');
  }

  /** Whether there is this character; a letter also matches its capital. */
  private static boolean isAt(String text, int index, char wanted) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return c == wanted || (Character.isLowerCase(wanted) && (c | 0x20) == wanted);
  }
}
