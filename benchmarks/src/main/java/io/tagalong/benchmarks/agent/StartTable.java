package io.tagalong.benchmarks.agent;

import io.tagalong.benchmarks.machine.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a JVM that says hello costs with each agent, and with none: medians of many JVMs, one of
 * each kind after the other, so that what else the machine does meets them all.
 */
final class StartTable {
  /** The class of Statsig's SDK that our agent weaves. */
  private static final String TARGET = "com.statsig.sdk.StatsigServerImpl";

  /** Agents of others at rest: nothing exported, nothing looked for in the network. */
  private static final List<String> OPENTELEMETRY =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

  private static final List<String> DATADOG =
      List.of(
          "-Ddd.trace.startup.logs=false",
          "-Ddd.instrumentation.telemetry.enabled=false",
          "-Ddd.remote_config.enabled=false",
          "-Ddd.profiling.enabled=false",
          "-Ddd.jmxfetch.enabled=false");

  private final Path cost;
  private final Path agents;

  /** What follows {@code java}, by the name of the row. */
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  /**
   * @param root the source tree, with its jars built
   * @param folder for what is compiled
   */
  StartTable(Path root, Path folder) throws IOException, InterruptedException {
    Path built = root.resolve("benchmarks/target");
    cost = Tools.compile(root.resolve("benchmarks/src/main/c/cost.c"), folder);
    agents = built.resolve("agents");
    String ours = agent(root.resolve("agent/target/tagalong-agent.jar"));
    List<String> hello =
        List.of(
            "-cp",
            built.resolve("classes") + ":" + agents.resolve("serversdk.jar"),
            Hello.class.getName());
    add("no agent", List.of(), hello, List.of());
    add("an agent that does nothing", List.of(agent(EmptyAgent.writeJar(folder))), hello);
    add("Tagalong, idle", List.of(ours), hello);
    add("no agent, the class loaded that Tagalong weaves", List.of(), hello, List.of(TARGET));
    add("Tagalong, that class woven", List.of(ours), hello, List.of(TARGET));
    add("Datadog", DATADOG, List.of(agent(agents.resolve("dd-java-agent.jar"))), hello);
    add(
        "OpenTelemetry",
        OPENTELEMETRY,
        List.of(agent(agents.resolve("opentelemetry-javaagent.jar"))),
        hello);
  }

  private static String agent(Path jar) {
    return "-javaagent:" + jar;
  }

  @SafeVarargs
  private void add(String name, List<String>... parts) {
    List<String> command = new ArrayList<>();
    for (List<String> part : parts) {
      command.addAll(part);
    }
    commands.put(name, command);
  }

  /** Measures, and gives the lines of a table in Markdown. */
  List<String> measure(String java, int rounds) throws IOException, InterruptedException {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> each : commands.entrySet()) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(each.getValue());
        costs.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(Cost.of(cost, command));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("| hello world with | CPU ms | over no agent | resident MiB | over no agent |");
    lines.add("|---|---|---|---|---|");
    Cost bare = median(costs.getOrDefault("no agent", List.of()));
    costs.forEach((name, all) -> lines.add(row(name, median(all), bare)));
    return lines;
  }

  private static String row(String name, Cost cost, Cost bare) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %+.0f | %.1f | %+.1f |",
        name,
        cost.cpuMillis(),
        cost.cpuMillis() - bare.cpuMillis(),
        cost.residentMib(),
        cost.residentMib() - bare.residentMib());
  }

  private static Cost median(List<Cost> costs) {
    return new Cost(median(costs, Cost::cpuMillis), median(costs, Cost::residentMib));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    return costs.stream().mapToDouble(figure).sorted().skip(costs.size() / 2).findFirst().orElse(0);
  }
}
