package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.MetricKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An immutable view of what was held at one moment, sorted by name, kind, tags and host.
 *
 * <p>Tags given to a query are a subset: a metric matches if it has all of them.
 */
public record HeldMetrics(List<HeldMetric> all) {
  public HeldMetrics {
    all = List.copyOf(all);
  }

  public HeldMetrics named(String metric) {
    return new HeldMetrics(
        all.stream().filter(held -> held.context().metric().equals(metric)).toList());
  }

  public HeldMetrics tagged(Collection<String> tags) {
    return new HeldMetrics(
        all.stream().filter(held -> Set.copyOf(held.context().tags()).containsAll(tags)).toList());
  }

  /**
   * Adds up the values of the matching series, 0 if there is none. Of gauges this is the sum of the
   * latest values; of distributions ask {@link #summary}.
   */
  public double total(String metric, String... tags) {
    double total = 0;
    for (HeldMetric held : named(metric).tagged(List.of(tags)).all) {
      if (held instanceof HeldSeries series) {
        total += series.value();
      }
    }
    return total;
  }

  /** Merges the matching distributions; {@link Summary#NONE} if there is none. */
  public Summary summary(String metric, String... tags) {
    Summary merged = Summary.NONE;
    for (HeldMetric held : named(metric).tagged(List.of(tags)).all) {
      if (held instanceof HeldDistribution distribution) {
        merged = merged.plus(distribution.summary());
      }
    }
    return merged;
  }

  /** The kind of a metric, by its first context; empty if nothing of that name is held. */
  public Optional<MetricKind> kindOf(String metric) {
    return named(metric).all.stream().map(HeldMetric::context).map(Context::kind).findFirst();
  }
}
