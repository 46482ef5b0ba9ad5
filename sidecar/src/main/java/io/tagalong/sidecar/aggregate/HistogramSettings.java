package io.tagalong.sidecar.aggregate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a histogram or timing becomes.
 *
 * @param aggregates in the order in which they leave
 * @param percentiles whole numbers from 0 to 100
 * @param distributionPrefix when present, every sample also counts into the distribution of this
 *     prefix and the histogram's name
 */
public record HistogramSettings(
    List<Aggregate> aggregates, List<Integer> percentiles, Optional<String> distributionPrefix) {
  /** The Agent's defaults. */
  public static final HistogramSettings DEFAULT =
      new HistogramSettings(
          List.of(Aggregate.MAX, Aggregate.MEDIAN, Aggregate.AVG, Aggregate.COUNT),
          List.of(95),
          Optional.empty());

  /** One figure about the values of a bucket; its suffix is its name in lower case. */
  public enum Aggregate {
    MAX,
    MEDIAN,
    AVG,
    COUNT,
    MIN,
    SUM
  }

  public HistogramSettings {
    aggregates = aggregates.stream().distinct().sorted().toList();
    percentiles = percentiles.stream().distinct().sorted().toList();
  }

  /** Reads a percentile as the Agent does: 0.95 is the 95th, 0.999 the 100th. */
  public static OptionalInt percentile(String text) {
    if (!text.matches("[0-9]{0,3}\\.?[0-9]{1,9}")) {
      return OptionalInt.empty();
    }
    double fraction = Double.parseDouble(text);
    return fraction <= 1 ? OptionalInt.of((int) (fraction * 100 + 0.5)) : OptionalInt.empty();
  }
}
