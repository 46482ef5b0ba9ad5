package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import org.jspecify.annotations.Nullable;

/**
 * What all contexts of a metric on one host have in common, kept once for all of them.
 *
 * <p>Threads: any may read the final fields; the rest is owned by the aggregator's thread.
 */
final class HostMetric {
  final MetricType type;
  final String name;
  final String host;

  private HistogramSettings histograms = HistogramSettings.DEFAULT;

  /** The rules that these follow from. */
  private @Nullable HistogramRules settledBy;

  /** How many contexts there are of it, overflow contexts not counted. */
  int contexts;

  HostMetric(ContextKey key) {
    type = key.type();
    name = key.name();
    host = key.host();
  }

  /** What its histograms become. */
  HistogramSettings histograms() {
    return histograms;
  }

  /** Settles what its histograms become, unless these very rules have done so already. */
  @SuppressWarnings("ReferenceEquality") // To compare all rules takes longer than to apply them.
  void settle(HistogramRules rules) {
    if (settledBy != rules) {
      settledBy = rules;
      histograms = rules.of(name);
    }
  }
}
