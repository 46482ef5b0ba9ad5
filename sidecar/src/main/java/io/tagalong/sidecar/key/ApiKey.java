package io.tagalong.sidecar.key;

import java.util.regex.Pattern;

/** A Datadog API key. Its text form hides the key, so that it cannot reach a log by accident. */
public record ApiKey(String value) {

  public static final String SHAPE = "32 hexadecimal characters";
  private static final Pattern PATTERN = Pattern.compile("[0-9a-fA-F]{32}");

  public ApiKey {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("an API key has " + SHAPE);
    }
  }

  public static boolean isWellFormed(String text) {
    return PATTERN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
