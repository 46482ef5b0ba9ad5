package io.tagalong.agent.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leaves the agent: a name, a type, its tag keys, and how many tag sets it may have. */
public final class Metric {
  /** More tag sets than this share one overflow cell; see {@code docs/adr/0003}. */
  public static final int DEFAULT_LIMIT = 500;

  /** More than this would make a table larger than an agent may be. */
  public static final int MAX_LIMIT = 10_000;

  /** {@code record.TagTable} looks a tag set up by one parameter for each tag. */
  public static final int MAX_TAGS = 8;

  /** Datadog takes no longer names. */
  private static final int MAX_NAME = 200;

  private final String name;
  private final MetricType type;
  private final List<String> tagKeys;
  private final int limit;
  private final double sampleRate;
  private final boolean fractional;

  /**
   * @param tagKeys at most {@link #MAX_TAGS}
   * @param limit the number of distinct tag sets that are kept apart, 1 to {@link #MAX_LIMIT}
   * @param sampleRate the part of the calls that is recorded, above 0, at most 1
   */
  public Metric(String name, MetricType type, List<String> tagKeys, int limit, double sampleRate) {
    this(name, type, tagKeys, limit, sampleRate, false);
  }

  private Metric(
      String name,
      MetricType type,
      List<String> tagKeys,
      int limit,
      double sampleRate,
      boolean fractional) {
    if (tagKeys.size() > MAX_TAGS) {
      throw new IllegalArgumentException(name + " has more than " + MAX_TAGS + " tags");
    }
    this.name = name;
    this.type = type;
    this.tagKeys = List.copyOf(tagKeys);
    this.limit = limit;
    this.sampleRate = sampleRate;
    this.fractional = fractional;
  }

  /** A count with the default limit. */
  public static Metric count(String name, String... tagKeys) {
    return new Metric(name, MetricType.COUNT, List.of(tagKeys), DEFAULT_LIMIT, 1);
  }

  /** A count with the default limit whose samples have fractions, such as money. */
  public static Metric sum(String name, String... tagKeys) {
    return new Metric(name, MetricType.COUNT, List.of(tagKeys), DEFAULT_LIMIT, 1, true);
  }

  public String name() {
    return name;
  }

  public MetricType type() {
    return type;
  }

  public List<String> tagKeys() {
    return tagKeys;
  }

  public int limit() {
    return limit;
  }

  public double sampleRate() {
    return sampleRate;
  }

  /** Whether a count keeps the fractions of its samples. */
  public boolean fractional() {
    return fractional;
  }

  /**
   * The key of the tag whose value stands in the name instead of among the tags, for a name such as
   * <code>sentry.{metric}</code>; null for a name that is fixed.
   */
  public @Nullable String nameKey() {
    int open = name.indexOf('{');
    return open < 0 ? null : name.substring(open + 1, name.length() - 1);
  }

  /**
   * This metric under the name that a value gives it; what cannot be in a name becomes {@code _}.
   */
  public Metric named(String value) {
    StringBuilder full = new StringBuilder(name.substring(0, name.indexOf('{')));
    for (int i = 0; i < value.length() && full.length() < MAX_NAME; i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = c == '_' || c == '.' || (c >= '0' && c <= '9');
      full.append(letter || (other && full.length() > 0) ? c : '_');
    }
    return new Metric(full.toString(), type, tagKeys, limit, sampleRate, fractional);
  }

  /** Equal for metrics whose values may share one table. */
  public String tableKey() {
    String letter = fractional ? type.letter() + '.' : type.letter();
    return name + '|' + letter + "|@" + sampleRate + '|' + limit + "|#" + tagKeys;
  }
}
