package io.tagalong.benchmarks.agent;

import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.machine.UnusableMachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** The command line of the agent's benchmark: prints two tables, of its start and of its calls. */
public final class Main {
  private static final int ROUNDS = 11;
  private static final int QUICK_ROUNDS = 5;

  private Main() {}

  /**
   * Measures on the JDK that runs this.
   *
   * @param arguments {@code --quick} for a look, too short for a verdict
   */
  public static void main(String[] arguments) throws Exception {
    boolean quick = Arrays.equals(arguments, new String[] {"--quick"});
    if (arguments.length > 0 && !quick) {
      System.err.println("usage: tagalong bench-agent [--quick]");
      System.exit(2);
    }
    System.exit(run(quick));
  }

  private static int run(boolean quick) throws IOException, InterruptedException, RunnerException {
    Path folder = Files.createTempDirectory("tagalong-bench-agent");
    try {
      measure(folder, quick);
      return 0;
    } catch (UnusableMachineException e) {
      System.err.println(e.getMessage());
      return 1;
    } finally {
      delete(folder);
    }
  }

  private static void measure(Path folder, boolean quick)
      throws IOException, InterruptedException, RunnerException {
    Path root = Path.of(System.getProperty("tagalong.root", "")).toAbsolutePath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    int rounds = quick ? QUICK_ROUNDS : ROUNDS;
    heading(rounds + " JVMs each");
    new StartTable(root, folder).measure(java, rounds).forEach(System.out::println);
    heading("JMH");
    CallTable.measure(root, folder, quick).forEach(System.out::println);
  }

  private static void heading(String method) {
    System.out.printf(
        "%n%s, %d cores, Java %s, load %.1f; %s%n%n",
        LocalDate.now(ZoneOffset.UTC),
        ProcessFigures.cores(),
        Runtime.version(),
        ProcessFigures.loadAverage(),
        method);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
