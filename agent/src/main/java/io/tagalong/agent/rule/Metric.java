package io.tagalong.agent.rule;

import java.util.List;

/** A count that leaves the agent: its name, its tag keys and how many tag sets it may have. */
public final class Metric {
  /** More tag sets than this share one overflow cell; see {@code docs/adr/0003}. */
  private static final int DEFAULT_LIMIT = 500;

  /** One parameter per tag in {@code record.TagTable}; the bundled metrics have three. */
  public static final int MAX_TAGS = 4;

  private final String name;
  private final List<String> tagKeys;

  public Metric(String name, String... tagKeys) {
    if (tagKeys.length > MAX_TAGS) {
      throw new IllegalArgumentException(name + " has more than " + MAX_TAGS + " tags");
    }
    this.name = name;
    this.tagKeys = List.of(tagKeys);
  }

  public String name() {
    return name;
  }

  public List<String> tagKeys() {
    return tagKeys;
  }

  /** The number of distinct tag sets that are kept apart. */
  public int limit() {
    return DEFAULT_LIMIT;
  }
}
