package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.SketchSeries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to the sketches of each metric when nobody knows whether the intake took them.
 *
 * @param general for metrics that no rule matches
 * @param rules the first that matches decides
 */
public record SketchDelivery(DeliveryMode general, List<Rule> rules) {

  /**
   * Rules for metrics that are known to need them, to come after those of the user: what Braze sent
   * must rather be missed than be counted twice.
   */
  public static final List<Rule> BUNDLED =
      List.of(new Rule(Pattern.compile("braze\\.messaging\\.sent"), DeliveryMode.AT_MOST_ONCE));

  /** The mode of some metrics; the pattern is of the whole name. */
  public record Rule(Pattern name, DeliveryMode mode) {}

  public SketchDelivery {
    rules = List.copyOf(rules);
  }

  /** The same for all metrics. */
  public SketchDelivery(DeliveryMode general) {
    this(general, List.of());
  }

  /**
   * The sketches of each mode, in their order: a body is sent in one mode. Nearly always all have
   * the same, and then nothing is allocated for each.
   */
  Map<DeliveryMode, List<SketchSeries>> byMode(List<SketchSeries> sketches) {
    List<Matcher> matchers = rules.stream().map(rule -> rule.name().matcher("")).toList();
    int alike = 0;
    while (alike < sketches.size() && mode(sketches.get(alike), matchers) == general) {
      alike++;
    }
    if (alike == sketches.size()) {
      return Map.of(general, sketches);
    }
    Map<DeliveryMode, List<SketchSeries>> parts = new EnumMap<>(DeliveryMode.class);
    for (SketchSeries sketch : sketches) {
      parts.computeIfAbsent(mode(sketch, matchers), unused -> new ArrayList<>()).add(sketch);
    }
    return parts;
  }

  /** A matcher for each rule is used again and again; a new one would cost as much as a sketch. */
  private DeliveryMode mode(SketchSeries sketch, List<Matcher> matchers) {
    for (int i = 0; i < matchers.size(); i++) {
      if (matchers.get(i).reset(sketch.name()).matches()) {
        return rules.get(i).mode();
      }
    }
    return general;
  }
}
