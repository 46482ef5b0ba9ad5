package io.tagalong.intake.store;

import java.util.List;

/** The exact part of a distribution. */
public record Summary(long count, double min, double max, double sum) {
  /** The summary of no observation at all. */
  public static final Summary NONE =
      new Summary(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);

  /** The summary of values that are all at hand. */
  public static Summary of(List<Double> values) {
    Summary summary = NONE;
    for (double value : values) {
      summary = summary.plus(new Summary(1, value, value, value));
    }
    return summary;
  }

  public double average() {
    return sum / count;
  }

  Summary plus(Summary other) {
    return new Summary(
        count + other.count, Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
  }
}
