package io.tagalong.sidecar.histogram;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a histogram or timing becomes.
 *
 * @param aggregates in the order in which they leave
 * @param percentiles whole numbers from 0 to 100
 * @param distributionPrefix when present, every sample also counts into a distribution, whose name
 *     begins with this; see {@link #distribution}
 * @param filteredSeries how many further series would leave if they were not left out by name
 */
public record HistogramSettings(
    List<Aggregate> aggregates,
    List<Integer> percentiles,
    Optional<String> distributionPrefix,
    int filteredSeries) {
  /** The Agent's defaults. */
  public static final HistogramSettings DEFAULT =
      new HistogramSettings(
          List.of(Aggregate.MAX, Aggregate.MEDIAN, Aggregate.AVG, Aggregate.COUNT),
          List.of(95),
          Optional.empty());

  /** One figure about the values of a bucket; its suffix is its name in lower case, but for one. */
  public enum Aggregate {
    MAX,
    MEDIAN,
    AVG,
    COUNT,
    MIN,
    SUM,
    /** The average under the very name of the histogram. */
    PLAIN_AVG;

    private final String suffix =
        name().startsWith("PLAIN_") ? "" : "." + name().toLowerCase(Locale.ROOT);

    /** What its series' name has after that of the histogram. */
    public String suffix() {
      return suffix;
    }
  }

  public HistogramSettings {
    aggregates = aggregates.stream().distinct().sorted().toList();
    percentiles = percentiles.stream().distinct().sorted().toList();
  }

  /** Nothing is left out by name. */
  public HistogramSettings(
      List<Aggregate> aggregates, List<Integer> percentiles, Optional<String> distributionPrefix) {
    this(aggregates, percentiles, distributionPrefix, 0);
  }

  /**
   * The name of the distribution that gets every sample of the histogram, too. It never has the
   * name of a series: one name means one type at Datadog.
   */
  public Optional<String> distribution(String histogram) {
    String suffix = aggregates.contains(Aggregate.PLAIN_AVG) ? ".distribution" : "";
    return distributionPrefix.map(prefix -> prefix + histogram + suffix);
  }

  /** How many series a histogram becomes. */
  int series() {
    return aggregates.size() + percentiles.size();
  }

  /** What the series of a percentile has after the histogram's name. */
  public static String percentileSuffix(int percentile) {
    return "." + percentile + "percentile";
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
