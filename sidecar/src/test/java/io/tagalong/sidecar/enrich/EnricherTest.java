package io.tagalong.sidecar.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.dogstatsd.MetricType;
import io.tagalong.sidecar.enrich.Enrichment.Enriched;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the vectors do not say: precedence between the steps, and the Agent's quirks. */
class EnricherTest {
  private static final Namespace NO_NAMESPACE = new Namespace("", List.of());
  private static final MetricFilterList NO_FILTER = new MetricFilterList(Set.of(), false);
  private static final TagFilterList NO_TAG_FILTER = new TagFilterList(List.of());

  @Test
  void addsServiceTagsLastAndOnlyWhereTheirKeyIsMissing() {
    Enricher enricher =
        new Enricher(
            new EnrichmentSettings(
                List.of(),
                NO_NAMESPACE,
                NO_FILTER,
                NO_TAG_FILTER,
                List.of("service:shop"),
                List.of("env:prod", "service:other", "version:1")),
            List.of("env:pod", "team:a"),
            "h");

    Enriched enriched = enriched(enricher, "m", "x", "Version:2", "environment:test");

    assertEquals(
        List.of("x", "Version:2", "environment:test", "service:shop", "env:prod", "team:a"),
        enriched.tags());
  }

  @Test
  void takesInstructionsFromMappedTagsToo() {
    MapperProfile.Mapping mapping =
        new MapperProfile.Mapping(
            NamePattern.wildcard("on.*.load"), "load", Map.of("host", "${1}"));
    Enricher enricher =
        new Enricher(
            new EnrichmentSettings(
                List.of(new MapperProfile("*", List.of(mapping))),
                NO_NAMESPACE,
                NO_FILTER,
                NO_TAG_FILTER,
                List.of(),
                List.of()),
            List.of(),
            "h");

    Enriched enriched = enriched(enricher, "on.db-1.load", "a");

    assertEquals(new Enriched("load", List.of("a"), "db-1", "", ""), enriched);
  }

  @Test
  void stripsExtraTagsButNotServiceTags() {
    TagRule rule = new TagRule("ns.m", TagRule.Action.EXCLUDE, Set.of("env", "team"));
    Enricher enricher =
        new Enricher(
            new EnrichmentSettings(
                List.of(),
                new Namespace("ns", List.of()),
                NO_FILTER,
                new TagFilterList(List.of(rule)),
                List.of("team:a"),
                List.of("env:prod")),
            List.of(),
            "h");

    assertEquals(List.of("env:prod"), enriched(enricher, "m", "env:sent").tags());
  }

  @Test
  void leavesCardinalityTagWhenTheFieldSaysIt() {
    Enricher enricher = new Enricher(EnrichmentSettings.none(), List.of(), "h");

    Enrichment enrichment =
        enricher.enrich(MetricType.COUNT, "m", List.of("dd.internal.card:high"), "low");

    assertEquals(new Enriched("m", List.of("dd.internal.card:high"), "h", "", "low"), enrichment);
  }

  @Test
  void completesOwnMetricsWithoutRenamingThem() {
    Enricher enricher =
        new Enricher(
            new EnrichmentSettings(
                List.of(),
                new Namespace("ns", List.of()),
                new MetricFilterList(Set.of("tagalong"), true),
                NO_TAG_FILTER,
                List.of("team:a"),
                List.of("env:prod")),
            List.of(),
            "h");

    Enriched enriched = enricher.enrichOwn("tagalong.m", List.of("reason:x"));

    assertEquals(
        new Enriched("tagalong.m", List.of("reason:x", "team:a", "env:prod"), "h", "", ""),
        enriched);
  }

  private static Enriched enriched(Enricher enricher, String name, String... tags) {
    return (Enriched) enricher.enrich(MetricType.COUNT, name, List.of(tags), "");
  }
}
