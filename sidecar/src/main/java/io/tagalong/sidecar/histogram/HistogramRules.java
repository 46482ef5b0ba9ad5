package io.tagalong.sidecar.histogram;

import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the histograms and timings of each metric become. Asked once per spelling, not per sample.
 *
 * <p>The list of metrics to be left out may also name a single series of a histogram ({@code
 * x.avg}). As in the Agent (comp/dogstatsd/server, createHistogramsBlocklist) that is then left
 * out, while the metric itself is not. A prefix that is longer than the metric's name can only be
 * the name of one of its series, so prefixes need no rule of their own.
 *
 * @param general for metrics that no rule matches; says for all whether there is a distribution
 * @param rules the first that matches decides
 */
public record HistogramRules(
    HistogramSettings general, List<Rule> rules, MetricFilterList filterList) {
  private static final Pattern GATEWAY_LATENCY =
      Pattern.compile("(prism|agentcc)\\.gateway\\.latency_ms");

  /** What the histograms of some metrics become; the pattern is of the whole name. */
  public record Rule(Pattern name, HistogramSettings settings) {}

  public HistogramRules {
    rules = List.copyOf(rules);
  }

  /**
   * Rules for metrics that are known to mean something else, to come after those of the user: the
   * latency of Prism Gateway is the average of a window, and has that name.
   */
  public static List<Rule> bundled(HistogramSettings general) {
    HistogramSettings average =
        new HistogramSettings(
            List.of(Aggregate.PLAIN_AVG), List.of(), general.distributionPrefix());
    return List.of(new Rule(GATEWAY_LATENCY, average));
  }

  /** The same for all metrics. */
  public HistogramRules(HistogramSettings general) {
    this(general, List.of(), new MetricFilterList(Set.of(), false));
  }

  /** What a metric's histograms become, less what the list of metrics leaves out. */
  public HistogramSettings of(String metric) {
    HistogramSettings chosen =
        rules.stream()
            .filter(rule -> rule.name().matcher(metric).matches())
            .findFirst()
            .map(Rule::settings)
            .orElse(general);
    List<Aggregate> aggregates =
        chosen.aggregates().stream()
            .filter(aggregate -> !filterList.hasEntry(metric + aggregate.suffix()))
            .toList();
    List<Integer> percentiles =
        chosen.percentiles().stream()
            .filter(
                percentile ->
                    !filterList.hasEntry(metric + HistogramSettings.percentileSuffix(percentile)))
            .toList();
    return new HistogramSettings(
        aggregates,
        percentiles,
        chosen.distributionPrefix(),
        chosen.series() - aggregates.size() - percentiles.size());
  }
}
