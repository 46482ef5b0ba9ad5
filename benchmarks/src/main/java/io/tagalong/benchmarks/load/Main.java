package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.machine.Tools;
import io.tagalong.benchmarks.machine.UnusableMachineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the load benchmark: measures scenarios and prints rows of a table. */
@Command(
    name = "tagalong bench",
    description =
        "Puts the sidecar and others under load and prints the table of docs/benchmarks.md.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  private static final String ALL = "table";
  private static final String OTHER = "other";

  /** In the order of the table. */
  private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

  static {
    SCENARIOS.put("control", Duels.BARE_C);
    SCENARIOS.put("rust", Duels.RUST);
    SCENARIOS.put("ladder", LossScenarios::ladder);
    SCENARIOS.put("statsd", Duels.STATSD);
    SCENARIOS.put("heavy", Duels.HEAVY_BARE_C);
    SCENARIOS.put("heavy-rust", Duels.HEAVY_RUST);
    SCENARIOS.put("steady", LossScenarios::steady);
    SCENARIOS.put("start", LossScenarios::start);
    SCENARIOS.put("heap", HeapScenario::run);
    SCENARIOS.put("resident", ResidentScenario::run);
    SCENARIOS.put("flush", FlushScenarios::cost);
    SCENARIOS.put("end-to-end", FlushScenarios::endToEnd);
    SCENARIOS.put("outage", OutageScenario::run);
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      description =
          "table for all, or some of control, rust, ladder, statsd, heavy, heavy-rust, steady,"
              + " start, heap, resident, flush, end-to-end, outage; or other, with --server.")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "Shorter, for a look; too short for a verdict.")
  private boolean quick;

  @Option(
      names = "--peers",
      description = "Install the peers from npm into a temporary folder, and compare with them.")
  private boolean peers;

  @Option(
      names = "--server",
      paramLabel = "COMMAND",
      description = "For the scenario other: starts a DogStatsD server on the UDP port {port}.")
  private @Nullable String server;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "For the scenario other: datagrams a second; 0 floods (default: 20000).")
  private double rate = 20_000;

  @Option(names = "--peers-folder", hidden = true)
  private @Nullable Path peersFolder;

  private final List<String> arguments;

  private Main(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main(List.of(args))).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> unknown =
        names.stream()
            .filter(name -> !name.equals(ALL) && !name.equals(OTHER))
            .filter(name -> !SCENARIOS.containsKey(name))
            .toList();
    if (!unknown.isEmpty() || (names.contains(OTHER) && server == null)) {
      System.err.println(
          unknown.isEmpty()
              ? "the scenario other needs --server 'COMMAND'"
              : "no scenario " + unknown + "; there are table, other and " + SCENARIOS.keySet());
      return CommandLine.ExitCode.USAGE;
    }
    Path folder = Files.createTempDirectory("tagalong-bench");
    try {
      return isOutside() ? runInside(folder) : measure(folder);
    } catch (UnusableMachineException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      delete(folder);
    }
  }

  private static boolean isOutside() {
    return Namespace.isAvailable() && !Namespace.isInside();
  }

  /** Peers are installed here: inside there is no network to install them from. */
  private int runInside(Path folder) throws IOException, InterruptedException {
    List<String> inside = new ArrayList<>(arguments);
    if (peers) {
      Tools.installFromNpm(folder, Servers.NPM_PACKAGES);
      inside.addAll(List.of("--peers-folder", folder.toString()));
    }
    return Namespace.runInside(inside);
  }

  private int measure(Path folder) throws IOException, InterruptedException {
    if (peers && peersFolder == null) {
      throw new UnusableMachineException(
          "--peers needs a network namespace: install util-linux and iproute2 (unshare, ip)");
    }
    Lab lab = new Lab(folder, Optional.ofNullable(peersFolder));
    System.out.printf(
        "%s, %d cores, Java %s, load %.1f; sender: %s%n%n%s%n",
        LocalDate.now(ZoneOffset.UTC),
        ProcessFigures.cores(),
        Runtime.version(),
        ProcessFigures.loadAverage(),
        lab.sender(),
        Row.HEADER);
    for (Map.Entry<String, Scenario> scenario : chosen().entrySet()) {
      for (Row row : rows(scenario.getKey(), scenario.getValue(), lab)) {
        System.out.println(row.markdown());
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Map<String, Scenario> chosen() {
    Map<String, Scenario> chosen = new LinkedHashMap<>(SCENARIOS);
    if (!names.contains(ALL)) {
      chosen.keySet().retainAll(names);
    }
    if (server != null && names.contains(OTHER)) {
      chosen.put(OTHER, Duels.other(server, rate));
    }
    return chosen;
  }

  /** One scenario that cannot be measured here must not cost the others. */
  private List<Row> rows(String name, Scenario scenario, Lab lab)
      throws IOException, InterruptedException {
    try {
      return scenario.run(lab, quick ? Plan.QUICK : Plan.FULL);
    } catch (UnusableMachineException e) {
      String reason = String.valueOf(e.getMessage());
      System.err.println(name + ": " + reason);
      String line = reason.lines().findFirst().orElse("");
      return List.of(new Row(name, "", "", "not measured: " + line, name));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Main::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
