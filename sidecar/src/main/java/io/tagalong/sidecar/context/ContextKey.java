package io.tagalong.sidecar.context;

import io.tagalong.sidecar.dogstatsd.MetricType;
import java.util.List;

/**
 * What makes a context: samples that agree in all of this belong together.
 *
 * @param type never TIMING: timings and histograms of one name give the same series, and Datadog
 *     keeps only one value of each
 * @param name normalised
 * @param tags normalised, sorted, unique
 * @param host empty for none
 */
public record ContextKey(MetricType type, String name, List<String> tags, String host) {
  static final String OVERFLOW_TAG = "overflow:true";

  public ContextKey {
    type = type == MetricType.TIMING ? MetricType.HISTOGRAM : type;
  }

  /** Where samples of the metric go that get no context of their own. */
  ContextKey overflowing(String overflowHost) {
    return new ContextKey(type, name, List.of(OVERFLOW_TAG), overflowHost);
  }
}
