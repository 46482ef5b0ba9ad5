package io.tagalong.intake.metric;

import java.util.List;

/** A distribution as it was sent: dogsketches of one metric, one tag set and one host. */
public record Sketch(String metric, String host, List<String> tags, List<Dogsketch> dogsketches) {

  public Sketch {
    tags = List.copyOf(tags);
    dogsketches = List.copyOf(dogsketches);
  }

  public Context context() {
    return Context.of(metric, MetricKind.DISTRIBUTION, tags, host);
  }
}
