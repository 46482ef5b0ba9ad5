package io.tagalong.sidecar.context;

/**
 * Metric names as Datadog stores them: ASCII letters, digits, {@code _} and {@code .}, a letter
 * first, and at most 200 characters.
 *
 * <p>Datadog would change a name in the same way on arrival. It happens here, before names become
 * contexts, because two names that Datadog makes equal would otherwise overwrite each other there.
 */
final class MetricName {
  static final int MAX_LENGTH = 200;

  private MetricName() {}

  /** The name in its stored form, empty when nothing usable is in it. */
  static String normalise(String raw, int maxLength) {
    StringBuilder name = new StringBuilder(Math.min(raw.length(), maxLength));
    raw.codePoints()
        .map(c -> isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '.' ? c : '_')
        .dropWhile(c -> !isAsciiLetter(c))
        .limit(maxLength)
        .forEach(name::appendCodePoint);
    return name.toString();
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
