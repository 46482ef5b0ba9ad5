package io.tagalong.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call may say beside its key and its value. Immutable, so it can be kept and shared.
 *
 * <pre>{@code
 * Metrics.incr("login.attempt", 1, Details.none().instance("failure").sampleRate(1));
 * }</pre>
 */
public final class Details {
  private static final Details NONE = new Details(Collections.emptyMap(), null, null, true);

  private final Map<String, String> tags;
  private final @Nullable String instance;
  private final @Nullable Double sampleRate;
  private final boolean skipInternal;

  private Details(
      Map<String, String> tags,
      @Nullable String instance,
      @Nullable Double sampleRate,
      boolean skipInternal) {
    this.tags = tags;
    this.instance = instance;
    this.sampleRate = sampleRate;
    this.skipInternal = skipInternal;
  }

  /** No tag, no instance, the sample rate of the settings, no internal count. */
  public static Details none() {
    return NONE;
  }

  /** One tag more; null leaves it out. A tag of the same key is replaced, also a global one. */
  public Details tag(String key, @Nullable Object value) {
    return tags(Collections.singletonMap(key, value));
  }

  /** More tags; a value of null leaves its tag out. */
  public Details tags(Map<String, ? extends @Nullable Object> more) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    putAll(more, all);
    return new Details(Collections.unmodifiableMap(all), instance, sampleRate, skipInternal);
  }

  /** Which one of several it was; becomes the tag {@code instance}. */
  public Details instance(String instance) {
    return new Details(tags, instance, sampleRate, skipInternal);
  }

  /** The part of the calls that is recorded: all of them from 1 on, none at 0. */
  public Details sampleRate(double sampleRate) {
    return new Details(tags, instance, sampleRate, skipInternal);
  }

  /**
   * Whether an {@code incr} stays out of {@link Metrics#internalCounts}. True unless said, as in
   * Sentry.
   */
  public Details skipInternal(boolean skipInternal) {
    return new Details(tags, instance, sampleRate, skipInternal);
  }

  Map<String, String> tags() {
    return tags;
  }

  @Nullable String instance() {
    return instance;
  }

  double sampleRateOr(double defaultRate) {
    return sampleRate == null ? defaultRate : sampleRate;
  }

  boolean skipInternal() {
    return skipInternal;
  }

  /** Adds tags as texts; a null value takes the tag away. */
  static void putAll(Map<String, ? extends @Nullable Object> more, Map<String, String> tags) {
    for (Map.Entry<String, ? extends @Nullable Object> tag : more.entrySet()) {
      Object value = tag.getValue();
      if (value == null) {
        tags.remove(tag.getKey());
      } else {
        tags.put(tag.getKey(), value.toString());
      }
    }
  }
}
