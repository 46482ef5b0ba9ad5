package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How contexts follow the rules for names, tags and hosts. */
class EnrichedContextsTest {
  private static final EnrichmentSettings RULES =
      new EnrichmentSettings(
          List.of(),
          new Namespace("ns", List.of()),
          new MetricFilterList(Set.of("ns.noise"), false),
          new TagFilterList(List.of()),
          List.of("team:a"),
          List.of());

  @Test
  void keepsHostsApartAndMakesTheOwnOneTheDefault() {
    Feed feed = new Feed();

    feed.at(1, "m:1|c\nm:2|c|#host:sidecar-host\nm:4|c|#host:web\nm:8|c|#host:\nd:1|d|#host:web")
        .closeAt(9);

    Snapshot snapshot = feed.snapshots.get(0);
    assertEquals(
        List.of("sidecar-host=3.0", "web=4.0", "=8.0"),
        snapshot.series().stream().map(each -> each.host() + "=" + each.value()).toList());
    assertEquals(List.of("web"), snapshot.sketches().stream().map(SketchSeries::host).toList());
  }

  @Test
  void countsWhatIsFilteredByMessageAndSampleEveryTime() {
    Feed feed = new Feed(RULES);

    feed.at(1, "noise:1:2|c").at(2, "noise:1:2|c\nnoises:1|c").closeAt(9);

    assertEquals(List.of("ns.noises[team:a]=1.0"), feed.series());
    assertEquals(2, feed.total(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST));
    assertEquals(4, feed.total(SelfMetric.SAMPLES_FILTERED_METRIC_FILTERLIST));
    assertEquals(1, feed.total(SelfMetric.SAMPLES));
  }

  @Test
  void appliesNewRulesToKnownSpellingsWithoutLosingTheOpenBucket() {
    Feed feed = new Feed(RULES);
    feed.at(1, "m:1|c\nnoise:1|c");

    feed.aggregator.enrichWith(
        new Enricher(EnrichmentSettings.none(), List.of(), Feed.HOST),
        new HistogramRules(HistogramSettings.DEFAULT));
    feed.at(2, "m:1|c\nnoise:1|c").closeAt(9);

    assertEquals(List.of("ns.m[team:a]=1.0", "m[]=1.0", "noise[]=1.0"), feed.series());
  }

  @Test
  void appliesTheRulesAsTheAgentAggregatorToo() {
    AggregatorSettings agent =
        new AggregatorSettings(
            10, 9, 9, HistogramSettings.DEFAULT, CountersAs.RATE, Compatibility.AGENT);
    Feed feed = new Feed(agent, Feed.START_SECONDS, new Enricher(RULES, List.of(), Feed.HOST));
    feed.at(1, "m:1|g|#host:web\nnoise:1|g");

    feed.aggregator.enrichWith(
        new Enricher(EnrichmentSettings.none(), List.of(), Feed.HOST),
        new HistogramRules(HistogramSettings.DEFAULT));
    feed.at(2, "m:2|g|#host:web\nnoise:3|g").closeAt(9);

    assertEquals(List.of("ns.m[team:a]=1.0", "m[]=2.0", "noise[]=3.0"), feed.series());
    assertEquals(List.of("web", "web", Feed.HOST), hosts(feed));
    assertEquals(1, feed.total(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST));
  }

  @Test
  void overflowsOnTheSendersHostIfItHasContextsAndElseOnNone() {
    AggregatorSettings small =
        new AggregatorSettings(
            10, 9, 1, HistogramSettings.DEFAULT, CountersAs.COUNT, Compatibility.TAGALONG);
    Enricher noRules = new Enricher(EnrichmentSettings.none(), List.of(), Feed.HOST);
    Feed feed = new Feed(small, Feed.START_SECONDS, noRules);

    feed.at(1, "m:1|c|#host:web,k:1\nm:2|c|#host:web,k:2\nm:4|c|#k:1\nm:8|c|#host:db").closeAt(9);

    assertEquals(
        List.of("m[k:1]=1.0", "m[overflow:true]=2.0", "m[overflow:true]=12.0"), feed.series());
    assertEquals(List.of("web", "web", ""), hosts(feed));
  }

  @Test
  void forgetsFilteredSpellingsThatAreNotSeenAnyMore() {
    Feed feed = new Feed(RULES);
    feed.at(1, "noise:1|c");

    feed.at(1000, "m:1|c").at(1001, "noise:1|c").closeAt(1009);

    assertEquals(2, feed.total(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST));
    assertEquals(List.of("ns.m[team:a]=1.0"), feed.series());
  }

  @Test
  void putsTheTagsForEverythingOnOwnCounts() {
    Feed feed = new Feed(RULES);

    feed.aggregator.addCount("tagalong.x", List.of("reason:y"), 1, Feed.START_SECONDS + 1);
    feed.closeAt(9);

    assertEquals(List.of("tagalong.x[reason:y, team:a]=1.0"), feed.series());
    assertEquals(Feed.HOST, feed.snapshots.get(0).series().get(0).host());
  }

  private static List<String> hosts(Feed feed) {
    return feed.snapshots.get(0).series().stream().map(Series::host).toList();
  }
}
