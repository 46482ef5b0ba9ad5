package io.tagalong.sidecar.telemetry;

/**
 * Shows bytes from outside in a log line: the beginning, with everything but plain ASCII escaped.
 */
public final class Excerpt {

  static final int MAX_CHARACTERS = 80;

  private Excerpt() {}

  /** The bytes [from, to), at most {@value #MAX_CHARACTERS} characters of them. */
  public static String of(byte[] buffer, int from, int to) {
    StringBuilder text = new StringBuilder(MAX_CHARACTERS);
    for (int position = from; position < to; position++) {
      String shown = shown(buffer[position]);
      if (text.length() + shown.length() > MAX_CHARACTERS - 3) {
        return text.append("...").toString();
      }
      text.append(shown);
    }
    return text.toString();
  }

  private static String shown(byte character) {
    boolean plain = character >= ' ' && character < 0x7F && character != '\\';
    return plain ? String.valueOf((char) character) : "\\x%02x".formatted(character);
  }
}
