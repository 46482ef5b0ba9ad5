package io.tagalong.sidecar.enrich;

import java.util.List;
import java.util.Set;

/**
 * The rules of an {@link Enricher}, one component for each step that has any.
 *
 * @param mapperProfiles the first whose prefix matches decides
 * @param extraTags added to everything
 * @param serviceTags {@code key:value}; added where there is no tag of that key
 */
public record EnrichmentSettings(
    List<MapperProfile> mapperProfiles,
    Namespace namespace,
    MetricFilterList metricFilterList,
    TagFilterList tagFilterList,
    List<String> extraTags,
    List<String> serviceTags) {
  public EnrichmentSettings {
    mapperProfiles = List.copyOf(mapperProfiles);
    extraTags = List.copyOf(extraTags);
    serviceTags = List.copyOf(serviceTags);
  }

  /** No rules: every message goes on as it is. */
  public static EnrichmentSettings none() {
    return new EnrichmentSettings(
        List.of(),
        new Namespace("", List.of()),
        new MetricFilterList(Set.of(), false),
        new TagFilterList(List.of()),
        List.of(),
        List.of());
  }
}
