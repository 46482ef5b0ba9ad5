package io.tagalong.metrics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call that was not sampled away, as a backend gets it. */
final class Sample {
  /** What was called. */
  enum Kind {
    INCR,
    /** A duration that the application measured, in milliseconds. */
    TIMING,
    /** A duration that a {@link Timer} measured, in seconds, as Sentry's. */
    TIMER,
    GAUGE,
    DISTRIBUTION
  }

  private final Kind kind;
  private final String key;
  private final double value;
  private final Map<String, String> tags;
  private final @Nullable String instance;
  private final double sampleRate;

  /**
   * @param key without the prefix
   * @param value finite, in the unit of the kind
   * @param sampleRate above 0, at most 1
   */
  Sample(
      Kind kind,
      String key,
      double value,
      Map<String, String> tags,
      @Nullable String instance,
      double sampleRate) {
    this.kind = kind;
    this.key = key;
    this.value = value;
    this.tags = tags;
    this.instance = instance;
    this.sampleRate = sampleRate;
  }

  Kind kind() {
    return kind;
  }

  String key() {
    return key;
  }

  double value() {
    return value;
  }

  Map<String, String> tags() {
    return tags;
  }

  @Nullable String instance() {
    return instance;
  }

  double sampleRate() {
    return sampleRate;
  }
}
