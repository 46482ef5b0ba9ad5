package io.tagalong.sidecar.config;

/**
 * What the sidecar was told to do, complete and valid.
 *
 * @param hostname the host that series and sketches are attributed to
 * @param maxContexts most distinct contexts in one bucket
 * @param maxQueueBytes most bytes of encoded bodies that wait for delivery
 */
public record Settings(
    Destination destination,
    Listening listening,
    String hostname,
    int bucketSeconds,
    int maxContexts,
    long maxQueueBytes) {}
