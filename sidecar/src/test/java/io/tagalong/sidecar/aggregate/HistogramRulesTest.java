package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.NamePattern;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramRules.Rule;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for single metrics, and series of histograms that are left out by name. */
final class HistogramRulesTest {
  private static final HistogramSettings GENERAL = only(Aggregate.MAX, Aggregate.AVG);

  @ParameterizedTest
  @EnumSource
  void appliesTheFirstRuleThatMatches(Compatibility compatibility) {
    HistogramRules rules =
        new HistogramRules(
            GENERAL,
            List.of(
                new Rule(NamePattern.wildcard("shop.*"), only(Aggregate.MIN)),
                new Rule(NamePattern.wildcard("shop.time"), only(Aggregate.SUM))),
            new MetricFilterList(Set.of(), false));

    Feed feed = feed(rules, compatibility).at(1, "shop.time:1:3|ms\nother:1:3|h").closeAt(9);

    assertEquals(Map.of("shop.time.min", 1.0, "other.max", 3.0, "other.avg", 2.0), feed.values());
  }

  @ParameterizedTest
  @EnumSource
  void makesTheGatewaysLatencyAnAverageOfItsName(Compatibility compatibility) {
    HistogramSettings general =
        new HistogramSettings(GENERAL.aggregates(), List.of(95), Optional.of(""));
    HistogramRules rules =
        new HistogramRules(
            general, HistogramRules.bundled(general), new MetricFilterList(Set.of(), false));

    Feed feed = feed(rules, compatibility).at(1, "prism.gateway.latency_ms:100:200:600|h");
    feed.closeAt(9);

    assertEquals(List.of("prism.gateway.latency_ms[]=300.0"), feed.series());
    SketchSeries distribution = feed.snapshots.get(0).sketches().get(0);
    assertEquals("prism.gateway.latency_ms.distribution", distribution.name());
    assertEquals(3, distribution.sketch().count());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesOutSeriesByNameAndCountsThem(boolean matchPrefix) {
    HistogramSettings general =
        new HistogramSettings(GENERAL.aggregates(), List.of(50, 95), Optional.empty());
    MetricFilterList list =
        new MetricFilterList(Set.of("h.avg", "h.95percentile", "h.sum"), matchPrefix);
    Feed feed = feed(new HistogramRules(general, List.of(), list), Compatibility.TAGALONG);

    feed.at(1, "h:4|h").closeAt(9);

    assertEquals(Map.of("h.max", 4.0, "h.50percentile", 4.0), feed.values());
    assertEquals(2, feed.total(SelfMetric.SERIES_FILTERED_METRIC_FILTERLIST));
    assertEquals(1, feed.total(SelfMetric.SAMPLES));
  }

  @Test
  void appliesNewRulesFromTheNextBucketOnWhenHistogramIsOpen() {
    Feed feed = feed(new HistogramRules(GENERAL), Compatibility.TAGALONG).at(1, "h:1|h");

    feed.aggregator.enrichWith(
        new Enricher(EnrichmentSettings.none(), List.of(), Feed.HOST),
        new HistogramRules(
            new HistogramSettings(List.of(Aggregate.MIN), List.of(), Optional.of("dist."))));
    feed.at(2, "h:3|h").at(11, "h:5|h").closeAt(19);

    assertEquals(List.of("h.max[]=3.0", "h.avg[]=2.0", "h.min[]=5.0"), feed.series());
    assertEquals(2, feed.snapshots.stream().mapToInt(each -> each.sketches().size()).sum());
  }

  private static HistogramSettings only(Aggregate... aggregates) {
    return new HistogramSettings(List.of(aggregates), List.of(), Optional.empty());
  }

  private static Feed feed(HistogramRules rules, Compatibility compatibility) {
    return new Feed(
        new AggregatorSettings(
            10, 100, 100, Long.MAX_VALUE, rules, CountersAs.COUNT, compatibility),
        Feed.START_SECONDS);
  }
}
