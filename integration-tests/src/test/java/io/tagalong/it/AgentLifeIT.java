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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent from the start of a JVM to its end: where it stays off, what it says, what it keeps.
 */
class AgentLifeIT {
  private static final String CLASSES = Artifacts.applications().toString();
  private static final String RULED_CALLS = "io.tagalong.it.app.RuledCalls";
  private static final String GATE = RULED_CALLS + "$Gate";

  /** What the JVM exits with when a signal 15 has ended it. */
  private static final int SIGTERM = 128 + 15;

  private static final Pattern ALL_CALLED = Pattern.compile("(all called)");

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  AgentLifeIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  /** More calls than the agent's last flush takes time for: that alone would lose the most. */
  @ParameterizedTest
  @MethodSource("jvms")
  void deliversWhatEightThreadsCallWhileTheJvmShutsDown(Jvm jvm) throws Exception {
    Path rules = rules("{metric: it.check, class: " + GATE + ", method: check}");
    List<String> command =
        command(agent("rules=" + rules), "io.tagalong.it.app.LateCalls", "200000");

    try (JavaProcess app = JavaProcess.start(jvm, Map.of(), command)) {
      app.awaitLine(ALL_CALLED);
      JavaProcess.Result result = app.terminate();
      sidecar.receiveAll();

      assertEquals(SIGTERM, result.status(), result.err());
      assertEquals("all called\ncalls: " + sidecar.sum("it.check") + "\n", result.out());
    }
  }

  /** A real class of a bundled pack, so that nothing of the agent's runs before it is loaded. */
  @ParameterizedTest
  @MethodSource("jvms")
  void keepsNoLoaderOfTheApplicationThatLoadsTheFirstTarget(Jvm jvm) throws Exception {
    String sentry = Artifacts.sentryClassPath("8.30.0").replaceFirst(".*:", "");

    JavaProcess.Result result =
        run(
            jvm,
            command(
                agent("self_metrics=true"),
                "io.tagalong.it.app.ThrownAwayLoader",
                "io.sentry.metrics.MetricsApi",
                sentry));
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "collected\n", ""), result);
    assertTrue(sidecar.toString().contains("tagalong.agent.sites_woven"), "the agent ran");
  }

  /** Two of the four tag sets find room, and the limit's own cell takes the other half. */
  @ParameterizedTest
  @MethodSource("jvms")
  void countsEveryCallBeyondTheLimitAndSaysHowMany(Jvm jvm) throws Exception {
    JavaProcess.Result result = callBeyondTheLimit(jvm, "1", "3200");

    assertEquals(0, result.status(), result.err());
    assertEquals(3200, sidecar.sum("it.check"), sidecar.toString());
    assertEquals(1600, sidecar.sum("tagalong.agent.overflows"), sidecar.toString());
    assertTrue(sidecar.messages().contains("tagalong.agent.rules_active:1|g"), sidecar.toString());
    assertTrue(sidecar.messages().contains("tagalong.agent.sites_woven:1|g"), sidecar.toString());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsEveryCallInItsPlaceWhenThreadsRaceForTheLastOnes(Jvm jvm) throws Exception {
    JavaProcess.Result result = callBeyondTheLimit(jvm, "8", "400");

    assertEquals(0, result.status(), result.err());
    assertEquals(3200, sidecar.sum("it.check"), sidecar.toString());
    assertEquals(
        1600, sidecar.counts("it.check").get("it.check{kind:overflow}"), sidecar.toString());
    assertEquals(1600, sidecar.sum("tagalong.agent.overflows"), sidecar.toString());
  }

  private JavaProcess.Result callBeyondTheLimit(Jvm jvm, String threads, String calls)
      throws Exception {
    Path rules =
        rules(
            "{metric: it.check, class: "
                + GATE
                + ", method: check, limit: 2, tags: {kind: 'arg[1]'}}");
    JavaProcess.Result result =
        run(jvm, command(agent("rules=" + rules), RULED_CALLS, "threads", threads, calls));
    sidecar.receiveAll();
    return result;
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void saysNothingOfItselfWhenToldSo(Jvm jvm) throws Exception {
    Path rules = rules("{metric: it.check, class: " + GATE + ", method: check, limit: 1}");

    run(
        jvm,
        command(agent("self_metrics=false,rules=" + rules), RULED_CALLS, "threads", "1", "10"));
    sidecar.receiveAll();

    assertEquals(List.of("it.check:10|c"), sidecar.messages());
  }

  /** Of a rule that is switched off not one call is recorded, and all are again when it is on. */
  @ParameterizedTest
  @MethodSource("jvms")
  void recordsNothingWhileTheFileSaysSoAndGoesOnAfterwards(Jvm jvm) throws Exception {
    String rule = "{metric: it.check, class: " + GATE + ", method: check, once: gate}";
    Path rules = rules(rule);
    Path stop = folder.resolve("stop");
    List<String> command = command(agent("rules=" + rules), RULED_CALLS, "loop", stop.toString());

    try (JavaProcess app = JavaProcess.start(jvm, Map.of(), command)) {
      sidecar.awaitMessage("it.check:");
      Files.writeString(rules, "enabled: false\n");
      sidecar.awaitMessage("tagalong.agent.rules_active:0");
      int off = sidecar.messages().size();
      sidecar.awaitMessages("tagalong.agent.rules_active:0", 3);
      List<String> meanwhile = sidecar.messages().subList(off, sidecar.messages().size());
      assertFalse(meanwhile.toString().contains("it.check"), meanwhile.toString());

      rules("{metric: it.again" + rule.substring(rule.indexOf(", class")));
      sidecar.awaitMessage("it.again:");
      Files.createFile(stop);
      assertEquals(0, app.awaitEnd().status());
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsOnceBesideACopyOfItself(Jvm jvm) throws Exception {
    Path rules = rules("{metric: it.check, class: " + GATE + ", method: check}");
    Path copy = Files.copy(Artifacts.agentJar(), folder.resolve("copy.jar"));
    List<String> command = new ArrayList<>(List.of(agent("rules=" + rules)));
    command.addAll(command("-javaagent:" + copy, RULED_CALLS, "threads", "1", "10"));

    JavaProcess.Result result = run(jvm, command);
    sidecar.receiveAll();

    assertEquals(0, result.status());
    assertEquals(
        "[tagalong] the agent runs already; this second copy stays off, name it once\n",
        result.err());
    assertEquals(10, sidecar.sum("it.check"), sidecar.toString());
  }

  /** Its entry class is another one than that which runs. */
  @ParameterizedTest
  @MethodSource("jvms")
  void staysOffInACopyOfAnotherLoader(Jvm jvm) throws Exception {
    String application = "io.tagalong.it.app.SecondCopy";
    String copy = Artifacts.agentJar().toString();

    JavaProcess.Result result = run(jvm, command(agent("packs=statsig"), application, copy));

    assertEquals(
        new JavaProcess.Result(
            0, "", "[tagalong] the agent runs already; this second copy stays off, name it once\n"),
        result);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOffInToolsOfTheJdk(Jvm jvm) throws Exception {
    for (List<String> tool : List.of(List.of("keytool", "-help"), List.of("jcmd", "-l"))) {
      Path loaded = folder.resolve(tool.get(0) + ".log");
      List<String> command = new ArrayList<>(List.of(jvm.home() + "/bin/" + tool.get(0)));
      command.addAll(tool.subList(1, tool.size()));
      String options = agent("rules=" + folder) + " -Xlog:class+load:file=" + loaded;

      try (JavaProcess process = JavaProcess.start(Map.of("JAVA_TOOL_OPTIONS", options), command)) {
        assertEquals(0, process.awaitEnd().status(), tool.toString());
      }

      String classes = Files.readString(loaded);
      assertTrue(classes.contains(" io.tagalong.agent.Premain "), "the agent was there");
      assertFalse(classes.contains(" io.tagalong.agent.Agent "), "and stayed off");
    }
  }

  private Path rules(String rule) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), "rules:\n  - " + rule + "\n");
  }

  private String agent(String options) {
    return Artifacts.agent("port=" + sidecar.port() + "," + options);
  }

  private static List<String> command(String agent, String... application) {
    List<String> command = new ArrayList<>(List.of(agent, "-cp", CLASSES));
    command.addAll(List.of(application));
    return command;
  }

  private static JavaProcess.Result run(Jvm jvm, List<String> command) throws Exception {
    return JavaProcess.run(jvm, Map.of(), command);
  }
}
