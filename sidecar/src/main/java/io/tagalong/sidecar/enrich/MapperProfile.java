package io.tagalong.sidecar.enrich;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Mappings for the metrics of one source.
 *
 * @param prefix the beginning of their names; {@code *} for all names
 * @param mappings the first that matches is applied
 */
public record MapperProfile(String prefix, List<Mapping> mappings) {

  /**
   * A pattern of metric names and what becomes of those that match it.
   *
   * @param pattern of the whole name, see {@link NamePattern}
   * @param name the new name; {@code $1} or <code>${1}</code> stand for groups of the pattern
   * @param tags key to value, the values with groups like the name
   */
  public record Mapping(Pattern pattern, String name, Map<String, String> tags) {
    public Mapping {
      tags = Map.copyOf(tags);
    }
  }

  public MapperProfile {
    mappings = List.copyOf(mappings);
  }

  boolean covers(String metric) {
    return prefix.equals("*") || metric.startsWith(prefix);
  }
}
