package io.tagalong.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What should arrive, read from the shop's own summary: a count per metric and tags.
 *
 * <p>The summary is the shop's, so it knows of Statsig's methods only; the metric names and tags
 * are those of Statsig's own Datadog integration.
 */
final class Counts {
  private static final Pattern LINE = Pattern.compile("(\\w+)((?: \\S+)*) x(\\d+)");

  private Counts() {}

  /** The expected counts, by {@code metric{tags}}. */
  static Map<String, Long> expected(List<String> summary) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : summary) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        counts.merge(
            series(matcher.group(1), matcher.group(2).trim().split(" ")),
            Long.parseLong(matcher.group(3)),
            Long::sum);
      }
    }
    return counts;
  }

  private static String series(String method, String[] answer) {
    return switch (method) {
      case "checkGate" ->
          name(
              "statsig.check_gate.count",
              List.of("environment:production", "name:" + answer[0], "value:" + answer[1]));
      case "getConfig" -> name("statsig.get_config.count", List.of("environment:production"));
      case "getExperiment" ->
          name(
              "statsig.get_experiment.count",
              List.of(
                  "environment:production",
                  "group:" + answer[1].toLowerCase(Locale.ROOT),
                  "name:" + answer[0]));
      case "getLayer" ->
          name("statsig.get_layer.count", List.of("environment:production", "name:" + answer[0]));
      default -> throw new IllegalArgumentException("the shop has learnt to " + method);
    };
  }

  /** How a series is written here: {@code metric{key:value,key:value}}, tags sorted. */
  static String name(String metric, List<String> tags) {
    return metric + "{" + String.join(",", tags) + "}";
  }
}
