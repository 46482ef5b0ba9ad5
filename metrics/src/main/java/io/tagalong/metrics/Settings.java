package io.tagalong.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings, each from the first of these that has it: the system properties {@code
 * TAGALONG_METRICS_X} and {@code SENTRY_METRICS_X}, then the environment variables of these names.
 *
 * <p>Values are written as in Sentry's settings file, {@code {'statsd_port': 8125}}, or as JSON;
 * lists also with commas alone. Empty is the same as absent.
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
  private final String backend;
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
    this.backend = text("BACKEND", "dummy");
    this.options = new Options("OPTIONS", map("OPTIONS"));
    this.prefix = text("PREFIX", "sentry.");
    this.sampleRate = rate("SAMPLE_RATE");
    this.skipInternalPrefixes = list("SKIP_INTERNAL_PREFIXES");
    this.skipsAllInternal = flag("SKIP_ALL_INTERNAL");
    this.disallowsBadTags = flag("DISALLOW_BAD_TAGS");
    this.badTagsAllowedFor = list("BAD_TAGS_ALLOWED_FOR");
  }

  String backend() {
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
  String shared(String variable, String standard) {
    String value = environment.value(variable);
    return value == null || value.isEmpty() ? standard : value;
  }

  private @Nullable String raw(String name) {
    for (Source source : Arrays.asList(property, environment)) {
      for (String style : STYLES) {
        String value = source.value(style + name);
        if (value != null && !value.trim().isEmpty()) {
          return value.trim();
        }
      }
    }
    return null;
  }

  private String text(String name, String standard) {
    String value = raw(name);
    return value == null ? standard : value;
  }

  private boolean flag(String name) {
    switch (text(name, "false")) {
      case "true":
      case "True":
        return true;
      case "false":
      case "False":
        return false;
      default:
        throw problem(name, "is neither true nor false");
    }
  }

  private double rate(String name) {
    try {
      double rate = Double.parseDouble(text(name, "1"));
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw problem(name, "is no number from 0 to 1");
    }
    throw problem(name, "is no number from 0 to 1");
  }

  private List<String> list(String name) {
    String value = text(name, "");
    if (!value.startsWith("[")) {
      return split(value);
    }
    return Options.texts("TAGALONG_METRICS_" + name, literal(name, value));
  }

  private static List<String> split(String value) {
    List<String> texts = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      if (!part.trim().isEmpty()) {
        texts.add(part.trim());
      }
    }
    return Collections.unmodifiableList(texts);
  }

  private Map<?, ?> map(String name) {
    Object value = literal(name, text(name, "{}"));
    if (value instanceof Map) {
      return (Map<?, ?>) value;
    }
    throw problem(name, "is not of the form {'name': value}");
  }

  private static @Nullable Object literal(String name, String value) {
    try {
      return Literal.parse(value);
    } catch (IllegalArgumentException e) {
      throw problem(name, e.getMessage());
    }
  }

  private static IllegalArgumentException problem(String name, @Nullable String what) {
    return new IllegalArgumentException("TAGALONG_METRICS_" + name + ' ' + what);
  }
}
