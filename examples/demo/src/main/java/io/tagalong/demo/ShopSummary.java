package io.tagalong.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the shop says it has done, and what should arrive of that.
 *
 * <p>The summary is the shop's, so it knows of its own deeds only; the names of metrics and tags
 * are those of the systems that the shop uses.
 */
final class ShopSummary {
  private static final Pattern LINE = Pattern.compile("(\\w+)((?: \\S+)*) x(\\d+)");
  private static final String PRODUCTION = "environment:production";

  private final Map<String, Long> statsig = new TreeMap<>();
  private final Map<String, Long> sentry = new TreeMap<>();
  private final Map<String, Long> braze = new TreeMap<>();
  private final Map<String, Long> gateway = new TreeMap<>();

  private ShopSummary() {}

  /** Reads the lines that are deeds: {@code checkGate dark_mode false x3000}. */
  static ShopSummary of(List<String> lines) {
    ShopSummary summary = new ShopSummary();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String[] words = matcher.group(2).trim().split(" ");
        summary.add(matcher.group(1), words, Long.parseLong(matcher.group(3)));
      }
    }
    return summary;
  }

  private void add(String deed, String[] words, long times) {
    switch (deed) {
      case "checkGate" ->
          add(
              statsig,
              times,
              "statsig.check_gate.count",
              PRODUCTION,
              "name:" + words[0],
              "value:" + words[1]);
      case "getConfig" -> add(statsig, times, "statsig.get_config.count", PRODUCTION);
      case "getExperiment" ->
          add(
              statsig,
              times,
              "statsig.get_experiment.count",
              PRODUCTION,
              "group:" + words[1].toLowerCase(Locale.ROOT),
              "name:" + words[0]);
      case "getLayer" ->
          add(statsig, times, "statsig.get_layer.count", PRODUCTION, "name:" + words[0]);
      case "order" -> {
        add(sentry, times, "sentry.orders.placed", "instance:" + words[0]);
        add(sentry, times, "sentry.orders.items");
      }
      case "mail" -> add(braze, times, "braze.messaging.sent", "campaign_id:" + words[0]);
      case "ask" -> {
        addAnswers("requests", words[0], times);
        addAnswers("input_tokens", words[0], OutsideWorld.INPUT_TOKENS * times);
        addAnswers("output_tokens", words[0], OutsideWorld.OUTPUT_TOKENS * times);
        addAnswers("cost", words[0], OutsideWorld.COST * times);
        gateway.merge(Name.ofLogs("prism-gateway", "info"), times, Long::sum);
      }
      default -> throw new IllegalArgumentException("the shop has learnt to " + deed);
    }
  }

  private void addAnswers(String what, String model, long value) {
    add(
        gateway,
        value,
        "prism.gateway." + what,
        "cache:miss",
        "error:false",
        "gateway:127.0.0.1",
        "guardrail:none",
        "model:" + model,
        "provider:openai",
        "routing:none",
        "status_code:200");
  }

  private static void add(Map<String, Long> system, long times, String metric, String... tags) {
    system.merge(Name.ofSeries(metric, List.of(tags)), times, Long::sum);
  }

  /** What each of the systems that the shop uses leaves behind. */
  List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    scenes.add(
        new Scene(
            "Statsig: the shop asks its feature flags, and the agent counts the answers",
            List.of("statsig."),
            statsig));
    scenes.add(
        new Scene(
            "Sentry: the shop counts and measures its orders with a facade like Sentry's own",
            List.of("sentry."),
            sentry));
    scenes.add(
        new Scene(
            "Braze: the shop has mail sent over HTTP, and the agent counts what Braze accepts",
            List.of("braze."),
            braze));
    scenes.add(
        new Scene(
            "Prism Gateway: the shop asks a language model over HTTP, and the agent counts and logs",
            List.of(
                "prism.gateway.requests",
                "prism.gateway.errors",
                "prism.gateway.input_tokens",
                "prism.gateway.output_tokens",
                "prism.gateway.cost",
                "logs of prism-gateway"),
            gateway));
    return scenes;
  }
}
