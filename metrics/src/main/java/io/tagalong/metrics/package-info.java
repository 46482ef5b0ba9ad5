/**
 * Metrics that an application names itself: {@link io.tagalong.metrics.Metrics} is the way in.
 *
 * <p>Java 8, no library, and no thread unless the backend is {@code datadog}. A call passes {@code
 * Metrics}, {@code Recorder} (global tags, sampling, bad tags, internal counts) and one {@code
 * Backend}, which nothing gets out of: neither an exception nor a wait.
 */
package io.tagalong.metrics;
