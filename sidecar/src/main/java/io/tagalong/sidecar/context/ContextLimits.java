package io.tagalong.sidecar.context;

/**
 * How many contexts may exist at once.
 *
 * @param maxContexts of all metrics, at least 1
 * @param maxContextsPerMetric of one metric, at least 1
 * @param maxTextBytes what their names and tags may take of the heap when one more is made
 */
public record ContextLimits(int maxContexts, int maxContextsPerMetric, long maxTextBytes) {}
