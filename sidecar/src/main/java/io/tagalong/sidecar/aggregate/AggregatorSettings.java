package io.tagalong.sidecar.aggregate;

/**
 * How the aggregator cuts time and how much it may hold.
 *
 * @param bucketSeconds width of a bucket; the interval of everything that leaves
 * @param maxContexts how many contexts may exist at once; samples of further ones are dropped
 */
public record AggregatorSettings(int bucketSeconds, int maxContexts) {
  public AggregatorSettings {
    if (bucketSeconds < 1 || maxContexts < 1) {
      throw new IllegalArgumentException(
          "bucketSeconds and maxContexts must be at least 1, not %d and %d"
              .formatted(bucketSeconds, maxContexts));
    }
  }
}
