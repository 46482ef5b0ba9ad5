package io.tagalong.sidecar.aggregate;

/**
 * A point with a timestamp of its sender's choice.
 *
 * @param timestampSeconds Unix time
 */
public record TimedSeries(long timestampSeconds, Series series) {}
