package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.MetricKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What Datadog would hold: of series one value per context and timestamp, where the last write
 * wins; of distributions the merge of everything.
 *
 * <p>Room is counted in points: a timestamp of a series takes one, a distribution takes one however
 * much is merged into it. Not thread-safe: the ledger calls it under its lock.
 */
public final class MetricStore {
  private static final Comparator<HeldMetric> BY_CONTEXT =
      Comparator.comparing(
          HeldMetric::context,
          Comparator.comparing(Context::metric)
              .thenComparing(Context::kind)
              .thenComparing(context -> String.join(",", context.tags()))
              .thenComparing(Context::host));

  private final long maxPoints;
  private final Map<Context, SeriesCell> series = new HashMap<>();
  private final Map<Context, HeldDistribution> distributions = new HashMap<>();
  private final Map<String, Set<MetricKind>> kindsByMetric = new HashMap<>();
  private long heldPoints;

  public MetricStore(long maxPoints) {
    this.maxPoints = maxPoints;
  }

  /** True if this many more points fit, even if none of them overwrites another. */
  public boolean hasRoomFor(long points) {
    return heldPoints + points <= maxPoints;
  }

  /** The kinds under which a metric name was seen so far. */
  public Set<MetricKind> kindsOf(String metric) {
    return kindsByMetric.getOrDefault(metric, Set.of());
  }

  /** What is held of a series at a timestamp, if anything. */
  public OptionalDouble amountAt(Context context, long timestampSeconds) {
    SeriesCell cell = series.get(context);
    return cell == null ? OptionalDouble.empty() : cell.amountAt(timestampSeconds);
  }

  public void put(Context context, long timestampSeconds, double amount) {
    rememberKind(context);
    SeriesCell cell = series.computeIfAbsent(context, absent -> new SeriesCell());
    if (cell.put(timestampSeconds, amount)) {
      heldPoints++;
    }
  }

  public void merge(Context context, Summary summary) {
    rememberKind(context);
    HeldDistribution held = distributions.get(context);
    if (held == null) {
      heldPoints++;
      held = new HeldDistribution(context, 0, Summary.NONE);
    }
    distributions.put(
        context, new HeldDistribution(context, held.points() + 1, held.summary().plus(summary)));
  }

  public HeldMetrics metrics() {
    List<HeldMetric> all = new ArrayList<>(distributions.values());
    series.forEach((context, cell) -> all.add(cell.heldAs(context)));
    all.sort(BY_CONTEXT);
    return new HeldMetrics(all);
  }

  /** What is held of each series of a metric, in no order. */
  public List<SeriesHistory> historiesOf(String metric) {
    List<SeriesHistory> histories = new ArrayList<>();
    series.forEach(
        (context, cell) -> {
          if (context.metric().equals(metric)) {
            histories.add(cell.historyAs(context));
          }
        });
    return histories;
  }

  public void clear() {
    series.clear();
    distributions.clear();
    kindsByMetric.clear();
    heldPoints = 0;
  }

  private void rememberKind(Context context) {
    kindsByMetric
        .computeIfAbsent(context.metric(), absent -> EnumSet.noneOf(MetricKind.class))
        .add(context.kind());
  }
}
