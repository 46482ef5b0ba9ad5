package io.tagalong.sidecar.enrich;

import java.util.Set;

/**
 * The names of metrics that are left out.
 *
 * @param matchPrefix whether names that only begin like an entry are left out, too
 */
public record MetricFilterList(Set<String> entries, boolean matchPrefix) {
  public MetricFilterList {
    entries = Set.copyOf(entries);
  }

  boolean has(String name) {
    return matchPrefix ? entries.stream().anyMatch(name::startsWith) : entries.contains(name);
  }

  /** Whether this very name is on the list. */
  public boolean hasEntry(String name) {
    return entries.contains(name);
  }
}
