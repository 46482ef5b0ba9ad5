package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;
import io.tagalong.intake.metric.MetricKind;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The amounts of one series by timestamp. Not thread-safe; its store owns it. */
final class SeriesCell {
  private final TreeMap<Long, Double> amounts = new TreeMap<>();

  OptionalDouble amountAt(long timestampSeconds) {
    Double amount = amounts.get(timestampSeconds);
    return amount == null ? OptionalDouble.empty() : OptionalDouble.of(amount);
  }

  /** Returns true if the timestamp is new. */
  boolean put(long timestampSeconds, double amount) {
    return amounts.put(timestampSeconds, amount) == null;
  }

  SeriesHistory historyAs(Context context) {
    return new SeriesHistory(context, amounts);
  }

  HeldSeries heldAs(Context context) {
    double value =
        context.kind() == MetricKind.GAUGE
            ? amounts.lastEntry().getValue()
            : amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new HeldSeries(context, amounts.size(), value);
  }
}
