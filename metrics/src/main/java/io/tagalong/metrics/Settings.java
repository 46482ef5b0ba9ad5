package io.tagalong.metrics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings, each from the first of these that has it: the system properties {@code
 * TAGALONG_METRICS_X} and {@code SENTRY_METRICS_X}, then the environment variables of these names.
 *
 * <p>Values are written as in Sentry's settings file, {@code {'statsd_port': 8125}}, or as JSON;
 * texts also without quotes, lists also with commas alone. Empty is the same as absent, but {@code
 * ''} is a text of no characters.
 */
final class Settings {
  /** Where texts are found by name: the system properties, the environment. */
  interface Source {
    /** The text; null when there is none. */
    @Nullable String value(String name);
  }

  private static final List<String> STYLES =
      Collections.unmodifiableList(Arrays.asList("TAGALONG_METRICS_", "SENTRY_METRICS_"));

  private final Source property;
  private final Source environment;
  private final Found backend;
  private final Options options;
  private final String prefix;
  private final double sampleRate;
  private final List<String> skipInternalPrefixes;
  private final boolean skipsAllInternal;
  private final boolean disallowsBadTags;
  private final List<String> badTagsAllowedFor;

  /**
   * Reads all settings.
   *
   * @param property a system property by name
   * @param environment an environment variable by name
   * @throws IllegalArgumentException when one is not understood; the message names it and never its
   *     value, which may hold a key
   */
  Settings(Source property, Source environment) {
    this.property = property;
    this.environment = environment;
    this.backend = find("BACKEND", "dummy");
    this.options = find("OPTIONS", "{}").options();
    this.prefix = find("PREFIX", "sentry.").text();
    this.sampleRate = find("SAMPLE_RATE", "1").rate();
    this.skipInternalPrefixes = find("SKIP_INTERNAL_PREFIXES", "").list();
    this.skipsAllInternal = find("SKIP_ALL_INTERNAL", "false").flag();
    this.disallowsBadTags = find("DISALLOW_BAD_TAGS", "false").flag();
    this.badTagsAllowedFor = find("BAD_TAGS_ALLOWED_FOR", "").list();
  }

  /** The backend's name. */
  Found backend() {
    return backend;
  }

  Options options() {
    return options;
  }

  String prefix() {
    return prefix;
  }

  double sampleRate() {
    return sampleRate;
  }

  List<String> skipInternalPrefixes() {
    return skipInternalPrefixes;
  }

  boolean skipsAllInternal() {
    return skipsAllInternal;
  }

  boolean disallowsBadTags() {
    return disallowsBadTags;
  }

  List<String> badTagsAllowedFor() {
    return badTagsAllowedFor;
  }

  /** A variable of the environment that others set too, such as {@code DD_API_KEY}. */
  String shared(String variable, String defaultText) {
    String text = environment.value(variable);
    return text == null || text.trim().isEmpty() ? defaultText : text.trim();
  }

  private Found find(String setting, String defaultText) {
    for (Source source : Arrays.asList(property, environment)) {
      for (String style : STYLES) {
        String text = source.value(style + setting);
        if (text != null && !text.trim().isEmpty()) {
          return new Found(style + setting, text.trim());
        }
      }
    }
    return new Found(STYLES.get(0) + setting, defaultText);
  }
}
