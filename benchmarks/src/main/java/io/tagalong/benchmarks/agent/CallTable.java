package io.tagalong.benchmarks.agent;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a woven call costs over the same call without a rule: {@link CallBenchmark} with JMH. */
final class CallTable {
  private static final String CALLS = "rules:" + rule("off") + rule("counted") + rule("timed");

  private static final String TIMED = "    type: distribution\n    value: elapsed\n";

  private CallTable() {}

  private static String rule(String method) {
    return "\n  - metric: bench."
        + method
        + "\n    class: "
        + Gates.class.getName()
        + "\n    method: "
        + method
        + "\n    tags: {name: 'arg[0]', value: return, environment: this.tier}\n"
        + (method.equals("timed") ? TIMED : "");
  }

  /**
   * Measures, and gives the lines of a table in Markdown.
   *
   * @param folder for the rule files
   */
  static List<String> measure(Path root, Path folder, boolean quick)
      throws IOException, RunnerException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), CALLS);
    Map<String, Result<?>> results = new HashMap<>();
    // Bound and never read: what arrives is dropped by the kernel, and nobody is told.
    try (DatagramSocket sink = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String agent =
          "-javaagent:%s=rules=%s,host=127.0.0.1,port=%d"
              .formatted(
                  root.resolve("agent/target/tagalong-agent.jar"), rules, sink.getLocalPort());
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .include(CallBenchmark.class.getName().replace(".", "\\."))
              .jvmArgsAppend(agent, "-D" + CallBenchmark.RULES + "=" + rules)
              .verbosity(VerboseMode.SILENT);
      if (quick) {
        options.forks(1).measurementIterations(3);
      }
      for (RunResult result : new Runner(options.build()).run()) {
        String benchmark = result.getParams().getBenchmark();
        results.put(benchmark.substring(benchmark.lastIndexOf('.') + 1), result.getPrimaryResult());
      }
    }
    return table(results);
  }

  private static List<String> table(Map<String, Result<?>> results) {
    List<String> lines = new ArrayList<>();
    lines.add("| call | ns | over the bare call | goal |");
    lines.add("|---|---|---|---|");
    lines.add(row("bare", results.get("plain"), results.get("plain"), ""));
    lines.add(row("woven and switched off", results.get("off"), results.get("plain"), "+3"));
    lines.add(row("counted, 3 tags", results.get("counted"), results.get("plain"), "+15"));
    lines.add(row("timed, 3 tags", results.get("timed"), results.get("plain"), "+120"));
    Result<?> flood = results.get("timedInFlood");
    lines.add(row("timed, more of them than are kept", flood, results.get("plain"), ""));
    Result<?> adder = results.get("manyAdding");
    Result<?> counted = results.get("manyCounted");
    lines.add(
        String.format(
            Locale.ROOT,
            "| 8 threads, one cell, against a bare `LongAdder` | %.1f against %.1f | %.2fx | 2x |",
            counted.getScore(),
            adder.getScore(),
            counted.getScore() / adder.getScore()));
    return lines;
  }

  private static String row(String name, Result<?> result, Result<?> bare, String goal) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f ± %.1f | %+.1f | %s |",
        name,
        result.getScore(),
        result.getScoreError(),
        result.getScore() - bare.getScore(),
        goal);
  }
}
