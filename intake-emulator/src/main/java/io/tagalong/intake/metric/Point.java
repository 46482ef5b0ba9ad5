package io.tagalong.intake.metric;

/**
 * One value of a series.
 *
 * @param timestampSeconds seconds since the epoch
 */
public record Point(long timestampSeconds, double value) {}
