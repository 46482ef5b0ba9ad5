package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.dogstatsd.MetricType;

/**
 * What all contexts of a metric on one host have in common, kept once for all of them.
 *
 * <p>Threads: any may read the final fields; the rest is owned by the aggregator's thread.
 */
final class HostMetric {
  final MetricType type;
  final String name;
  final String host;

  /** How many contexts there are of it, overflow contexts not counted. */
  int contexts;

  HostMetric(ContextKey key) {
    type = key.type();
    name = key.name();
    host = key.host();
  }
}
