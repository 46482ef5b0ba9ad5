package io.tagalong.sidecar.context;

/**
 * How many contexts may exist at once.
 *
 * @param maxContexts of all metrics, at least 1
 * @param maxContextsPerMetric of one metric, at least 1
 */
public record ContextLimits(int maxContexts, int maxContextsPerMetric) {}
