package io.tagalong.intake.metric;

/** What a metric is to Datadog; a metric name keeps one kind for ever. */
public enum MetricKind {
  COUNT,
  RATE,
  GAUGE,
  DISTRIBUTION
}
