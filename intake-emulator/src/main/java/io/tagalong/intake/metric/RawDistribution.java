package io.tagalong.intake.metric;

import java.util.List;

/** A distribution sent as its single values: of one metric, one tag set and one host. */
public record RawDistribution(String metric, String host, List<String> tags, List<Values> points) {
  /**
   * What was observed at one moment.
   *
   * @param timestampSeconds seconds since the epoch
   */
  public record Values(long timestampSeconds, List<Double> values) {
    public Values {
      values = List.copyOf(values);
    }
  }

  public RawDistribution {
    tags = List.copyOf(tags);
    points = List.copyOf(points);
  }

  public Context context() {
    return Context.of(metric, MetricKind.DISTRIBUTION, tags, host);
  }
}
