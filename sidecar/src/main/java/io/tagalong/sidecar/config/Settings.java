package io.tagalong.sidecar.config;

import io.tagalong.sidecar.aggregate.AggregatorSettings;

/**
 * What the sidecar was told to do, complete and valid.
 *
 * @param hostname the host that series and sketches are attributed to
 * @param maxQueueBytes most bytes of encoded bodies that wait for delivery
 * @param strict whether messages that are not portable are counted and logged
 */
public record Settings(
    Destination destination,
    Listening listening,
    String hostname,
    AggregatorSettings aggregation,
    long maxQueueBytes,
    boolean strict) {

  public int bucketSeconds() {
    return aggregation.bucketSeconds();
  }
}
