package io.tagalong.agent.rule;

import java.util.List;

/** What leaves the agent: a name, a type, its tag keys, and how many tag sets it may have. */
public final class Metric {
  /** More tag sets than this share one overflow cell; see {@code docs/adr/0003}. */
  public static final int DEFAULT_LIMIT = 500;

  /** More than this would make a table larger than an agent may be. */
  public static final int MAX_LIMIT = 10_000;

  /** One parameter per tag in {@code record.TagTable}. */
  public static final int MAX_TAGS = 8;

  private final String name;
  private final MetricType type;
  private final List<String> tagKeys;
  private final int limit;
  private final double sampleRate;

  /**
   * @param tagKeys at most {@link #MAX_TAGS}
   * @param limit the number of distinct tag sets that are kept apart, 1 to {@link #MAX_LIMIT}
   * @param sampleRate the part of the calls that is recorded, above 0, at most 1
   */
  public Metric(String name, MetricType type, List<String> tagKeys, int limit, double sampleRate) {
    if (tagKeys.size() > MAX_TAGS) {
      throw new IllegalArgumentException(name + " has more than " + MAX_TAGS + " tags");
    }
    this.name = name;
    this.type = type;
    this.tagKeys = List.copyOf(tagKeys);
    this.limit = limit;
    this.sampleRate = sampleRate;
  }

  /** A count with the default limit. */
  public static Metric count(String name, String... tagKeys) {
    return new Metric(name, MetricType.COUNT, List.of(tagKeys), DEFAULT_LIMIT, 1);
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

  /** Equal for metrics whose values may share one table. */
  public String tableKey() {
    return name + '|' + type.letter() + "|@" + sampleRate + '|' + limit + "|#" + tagKeys;
  }
}
