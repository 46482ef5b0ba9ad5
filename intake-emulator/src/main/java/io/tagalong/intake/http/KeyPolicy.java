package io.tagalong.intake.http;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which keys the intake accepts. A function rather than a record, so that no {@code toString} can
 * print a key.
 */
@FunctionalInterface
public interface KeyPolicy {
  boolean accepts(String key);

  /** Accepts whatever has the form of a Datadog key: 32 lower-case hex digits. */
  static KeyPolicy anyWellFormed() {
    return Pattern.compile("[0-9a-f]{32}").asMatchPredicate()::test;
  }

  /** Accepts these keys, whatever their form, and no others. */
  static KeyPolicy only(String... keys) {
    return Set.copyOf(Arrays.asList(keys))::contains;
  }
}
