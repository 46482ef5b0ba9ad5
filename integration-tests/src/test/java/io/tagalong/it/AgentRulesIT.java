package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's own rules, in real JVMs. */
class AgentRulesIT {
  private static final String CLASSES = Artifacts.applications().toString();
  private static final String GATE = "io.tagalong.it.app.RuledCalls$Gate";

  private static final String METASPACE = "-XX:MaxMetaspaceSize=32m";

  /** What the JVM exits with when a signal 15 has ended it. */
  private static final int SIGTERM = 128 + 15;

  private static final Pattern ALL_CALLED = Pattern.compile("(all called)");

  private static final String EVERY_KIND =
      """
      defaults:
        class: io.tagalong.it.app.RuledCalls$Kinds
      rules:
        - {metric: it.made, method: new, tags: {plan: this.plan}}
        - {metric: it.level, type: gauge, method: level, value: 'arg[0]'}
        - {metric: it.users, type: set, method: visit, value: 'arg[0]'}
        - {metric: it.size, type: histogram, method: size, value: 'arg[0]'}
        - {metric: it.often, method: often, sample_rate: 0.5}
        - metric: it.asked
          method: later
          await: return
          tags: {answer: return ? thrown.type}
      """;

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  AgentRulesIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  /** Every JVM, with each of its ways to run code. */
  static Stream<Arguments> tiers() {
    return jvms().stream()
        .flatMap(
            jvm ->
                Stream.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-Xint")
                    .map(tier -> Arguments.of(jvm, tier)));
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void allocatesNothingPerCountedAndPerTimedCall(Jvm jvm, String tier) throws Exception {
    Path rules = countedAndTimed();
    // Enough for C2, with compilers that the calls wait for. When C2 compiles the loop around the
    // calls, near the 95 000th, the JVM allocates some 50 bytes once, with the agent or without it.
    String warm = tier.equals("-Xint") ? "5000" : "300000";

    JavaProcess.Result result =
        run(jvm, List.of(tier, "-Xbatch"), rules, "allocation", warm, "5000");

    assertEquals(0, result.status(), result.err());
    assertEquals("", result.err());
    assertEquals("0", result.out().strip(), "bytes allocated by 5000 counted and timed calls");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void deliversEveryCallOfEightThreadsUpToTheEndOfTheJvm(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, List.of(), countedAndTimed(), "threads", "8", "400");
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals(3200, sidecar.sum("it.check"), sidecar.toString());
    assertEquals(
        3200, sidecar.sum("it.timed") + sidecar.sum("tagalong.agent.drops"), sidecar.toString());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void deliversEveryCallBeforeASigterm(Jvm jvm) throws Exception {
    try (JavaProcess app =
        JavaProcess.start(jvm, Map.of(), command(List.of(), countedAndTimed(), "stay", "3000"))) {
      app.awaitLine(ALL_CALLED);

      JavaProcess.Result result = app.terminate();
      sidecar.receiveAll();

      assertEquals(SIGTERM, result.status(), result.err());
      assertEquals(3000, sidecar.sum("it.check"), sidecar.toString());
      assertEquals(
          3000, sidecar.sum("it.timed") + sidecar.sum("tagalong.agent.drops"), sidecar.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void recordsEveryKindOfMetricAndAsynchronousOutcomesAndConstructors(Jvm jvm) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, EVERY_KIND);

    JavaProcess.Result result = run(jvm, List.of("-Xverify:all"), rules, "kinds", "40000");
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals("", result.err());
    List<String> messages = sidecar.messages().stream().filter(m -> m.startsWith("it.")).toList();
    assertEquals(
        List.of(
            "it.asked:1|c|#answer:java.lang.IllegalStateException",
            "it.asked:1|c|#answer:yes free",
            "it.level:7.5|g",
            "it.made:1|c|#plan:free",
            "it.size:1.25|h",
            "it.size:4|h",
            "it.users:ann|s",
            "it.users:bob|s"),
        messages.stream().filter(m -> !m.startsWith("it.often")).sorted().toList());
    // Half of them on average, doubled again: 200 is the standard deviation.
    assertEquals(40_000.0, (double) sidecar.sum("it.often"), 2_000.0, sidecar.toString());
    assertEquals(0, sidecar.sum("tagalong.agent.suppressed_errors"), sidecar.toString());
  }

  /** With its loaders retained, the application ends with an OutOfMemoryError long before. */
  @ParameterizedTest
  @MethodSource("jvms")
  void retainsNoClassLoaderOfTheApplication(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, List.of(METASPACE), countedAndTimed(), "loaders", "5000");
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals("", result.err());
    assertEquals(5000, sidecar.sum("it.check"), sidecar.toString());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void followsTheRuleFileWhileTheApplicationRuns(Jvm jvm) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Path stop = folder.resolve("stop");
    Files.writeString(rules, rule("it.first", "class: " + GATE));
    try (JavaProcess app =
        JavaProcess.start(jvm, Map.of(), command(List.of(), rules, "loop", stop.toString()))) {
      sidecar.awaitMessage("it.first:");

      // Subtypes of a type whose subtype is loaded already; an elapsed time, which is woven anew.
      Files.writeString(
          rules,
          rule("it.second", "subtypes_of: io.tagalong.it.app.RuledCalls$Checking")
              + "    type: timing\n    value: elapsed\n");
      sidecar.awaitMessage("it.second:");

      Files.writeString(rules, "enabled: false\n");
      app.awaitWhile(() -> !app.err().contains("all recording is switched off"));
      Files.createFile(stop);
      JavaProcess.Result result = app.awaitEnd();

      assertEquals(0, result.status(), result.err());
      assertTrue(result.err().contains("all recording is switched off"), result.err());
      assertFalse(result.err().contains("suppressed"), result.err());
      assertFalse(sidecar.toString().contains("suppressed_errors"), sidecar.toString());
    }
  }

  private static String rule(String metric, String target) {
    return "rules:\n  - metric: " + metric + "\n    method: check\n    " + target + "\n";
  }

  /** A count with three tags in a group, and a time. */
  private Path countedAndTimed() throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        defaults:
          class: %s
          tags: {name: 'arg[0]'}
        rules:
          - metric: it.check
            method: check(String, int, ..)
            once: gate
            when: arg[0] != null
            tags: {kind: 'arg[1]', size: 'arg[2]', value: return}
          - metric: it.timed
            type: distribution
            method: timed
            value: elapsed
            tags: {error: 'thrown.type ? "none"'}
        """
            .formatted(GATE));
    return rules;
  }

  private JavaProcess.Result run(Jvm jvm, List<String> flags, Path rules, String... arguments)
      throws Exception {
    return JavaProcess.run(jvm, Map.of(), command(flags, rules, arguments));
  }

  private List<String> command(List<String> flags, Path rules, String... arguments) {
    List<String> command = new ArrayList<>(flags);
    command.add(Artifacts.agent("port=" + sidecar.port() + ",rules=" + rules));
    command.addAll(List.of("-cp", CLASSES, "io.tagalong.it.app.RuledCalls"));
    command.addAll(List.of(arguments));
    return command;
  }
}
