package io.tagalong.intake.store;

/** The exact part of a distribution. */
public record Summary(long count, double min, double max, double sum) {
  /** The summary of no observation at all. */
  public static final Summary NONE =
      new Summary(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);

  public double average() {
    return sum / count;
  }

  Summary plus(Summary other) {
    return new Summary(
        count + other.count, Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
  }
}
