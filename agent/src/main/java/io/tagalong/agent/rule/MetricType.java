package io.tagalong.agent.rule;

import java.util.Locale;

/** How the values of a metric are put together, with its letter in the DogStatsD protocol. */
public enum MetricType {
  COUNT("c", true),
  GAUGE("g", false),
  HISTOGRAM("h", false),
  DISTRIBUTION("d", true),
  TIMING("ms", false),
  SET("s", false);

  private final String letter;
  private final boolean sampled;

  MetricType(String letter, boolean sampled) {
    this.letter = letter;
    this.sampled = sampled;
  }

  /** The word of the rule files: {@code count}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands behind the value in a message. */
  public String letter() {
    return letter;
  }

  /** Whether a part of the calls is enough: a sum can be scaled, and a distribution be weighted. */
  public boolean canBeSampled() {
    return sampled;
  }
}
