package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.SketchSeries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What happens to the sketches of each metric when nobody knows whether the intake took them.
 *
 * @param general for metrics that no rule matches
 * @param rules the first that matches decides
 */
public record SketchDelivery(DeliveryMode general, List<Rule> rules) {

  /** The mode of some metrics; the pattern is of the whole name. */
  public record Rule(Pattern name, DeliveryMode mode) {}

  public SketchDelivery {
    rules = List.copyOf(rules);
  }

  /** The same for all metrics. */
  public SketchDelivery(DeliveryMode general) {
    this(general, List.of());
  }

  /** The sketches of each mode, in their order: a body is sent in one mode. */
  Map<DeliveryMode, List<SketchSeries>> byMode(List<SketchSeries> sketches) {
    if (rules.isEmpty()) {
      return Map.of(general, sketches);
    }
    Map<String, DeliveryMode> modes = new HashMap<>();
    Map<DeliveryMode, List<SketchSeries>> parts = new EnumMap<>(DeliveryMode.class);
    for (SketchSeries sketch : sketches) {
      DeliveryMode mode = modes.computeIfAbsent(sketch.name(), this::of);
      parts.computeIfAbsent(mode, unused -> new ArrayList<>()).add(sketch);
    }
    return parts;
  }

  private DeliveryMode of(String metric) {
    return rules.stream()
        .filter(rule -> rule.name().matcher(metric).matches())
        .findFirst()
        .map(Rule::mode)
        .orElse(general);
  }
}
