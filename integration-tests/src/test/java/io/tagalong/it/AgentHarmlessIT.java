package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent beside applications that must not notice it. */
class AgentHarmlessIT {
  private static final List<String> HELLO =
      List.of("-cp", Artifacts.applications().toString(), "io.tagalong.it.app.Hello");
  private static final JavaProcess.Result HELLO_ALONE =
      new JavaProcess.Result(3, "hello\n", "and goodbye\n");

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void leavesOutputAndExitStatusAsTheyAre(Jvm jvm) throws Exception {
    assertEquals(HELLO_ALONE, run(jvm, Map.of(), List.of(agent("")), HELLO));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void loadsNoLibraryWhenNoTargetClassAppears(Jvm jvm, @TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded.log");

    run(jvm, Map.of(), List.of(agent(""), "-Xlog:class+load:file=" + loaded), HELLO);

    String classes = Files.readString(loaded);
    assertTrue(classes.contains(" io.tagalong.agent.weave.Gate "), "the agent is there");
    assertFalse(classes.contains(" net.bytebuddy."), "Byte Buddy is not");
    assertFalse(classes.contains(" com.timgroup."), "nor Datadog's client");
    assertFalse(classes.contains(" org.snakeyaml."), "nor is the YAML library");
    assertFalse(classes.contains(" io.tagalong.agent.link.Linker "), "nor the linker");
    assertFalse(classes.contains(" java.util.logging."), "nor what an application sets up first");
    assertFalse(classes.contains("TagalongDispatcher"), "nor the class in java.base");
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void saysOneLineAndStaysOffWhenItsOptionsAreGarbage(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, Map.of(), List.of(agent("=%$garbage")), HELLO);

    assertEquals(3, result.status());
    assertEquals("hello\n", result.out());
    List<String> lines = result.err().lines().toList();
    assertEquals(2, lines.size(), result.err());
    assertTrue(
        lines.get(0).startsWith("[tagalong] option '%$garbage' is not key=value"), lines.get(0));
    assertTrue(lines.get(0).endsWith("the application runs without it"), lines.get(0));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void doesNotEvenLoadWhenSwitchedOff(Jvm jvm, @TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("loaded.log");
    String log = "-Xlog:class+load:file=" + loaded;

    for (Map<String, String> environment :
        List.of(Map.of("TAGALONG_ENABLED", "false"), Map.<String, String>of())) {
      List<String> flags =
          environment.isEmpty()
              ? List.of(agent(""), log, "-Dtagalong.enabled=false")
              : List.of(agent(""), log);

      assertEquals(HELLO_ALONE, run(jvm, environment, flags, HELLO));

      String classes = Files.readString(loaded);
      assertTrue(classes.contains(" io.tagalong.agent.Premain "), "the switch was looked at");
      assertFalse(classes.contains(" io.tagalong.agent.Agent "), "and nothing else loaded");
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void doesNotDisturbTheApplicationWhenNoSidecarListens(Jvm jvm) throws Exception {
    int unused;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    List<String> app =
        List.of(
            "-cp",
            Artifacts.statsigClassPath(),
            "io.tagalong.it.app.StatsigCalls",
            "sync",
            "-",
            "-");

    JavaProcess.Result alone = run(jvm, Map.of(), List.of(), app);
    JavaProcess.Result watched =
        run(
            jvm,
            Map.of("DD_DOGSTATSD_PORT", String.valueOf(unused)),
            List.of(agent(""), "-Xverify:all"),
            app);

    assertEquals(0, watched.status(), watched.err());
    assertEquals(alone.out(), watched.out());
  }

  /** What the application sees of a rule that fails is nothing; what a test sees is a failure. */
  @ParameterizedTest
  @MethodSource("jvms")
  void suppressesCountsAndReportsWhatARuleThrows(Jvm jvm, @TempDir Path folder) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        rules:
          - metric: it.users
            class: io.tagalong.it.app.RuledCalls$Kinds
            method: visit
            tags: {plan: this.broken}
        """);
    try (DatagramSink sidecar = new DatagramSink()) {
      JavaProcess app = start(jvm, sidecar, rules, "io.tagalong.it.app.RuledCalls", "kinds", "1");
      JavaProcess.Result result = app.awaitEnd();
      sidecar.receiveAll();

      assertEquals(0, result.status(), result.err());
      assertEquals("all answered: false", result.out().strip());
      assertTrue(result.err().startsWith("[tagalong] suppressed "), result.err());
      assertTrue(result.err().contains("StringIndexOutOfBoundsException"), result.err());
      assertEquals(1, result.err().lines().count(), result.err());
      assertEquals(3, sidecar.sum("tagalong.agent.suppressed_errors"), "one for each call");
      assertEquals(0, sidecar.sum("it.users"), "no sample without its tag");
      assertThrows(AssertionError.class, app::close, "so that no test overlooks it");
    }
  }

  /** Two call sites: the link of each fails, once for good and once until there is stack again. */
  @ParameterizedTest
  @MethodSource("jvms")
  void goesOnWhenACallCannotBeLinked(Jvm jvm, @TempDir Path folder) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        rules:
          - {metric: it.often, class: io.tagalong.it.app.RuledCalls$Kinds, method: often}
        """);
    for (Map.Entry<String, Long> counted : Map.of("good", 0L, "once", 10L).entrySet()) {
      try (DatagramSink sidecar = new DatagramSink()) {
        JavaProcess app =
            start(jvm, sidecar, rules, "io.tagalong.it.app.BrokenLink", counted.getKey());
        JavaProcess.Result result = app.awaitEnd();
        sidecar.receiveAll();

        assertEquals(0, result.status(), result.err());
        assertEquals("free free", result.out().strip());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(1, sidecar.sum("tagalong.agent.suppressed_errors"), sidecar.toString());
        assertEquals(counted.getValue(), sidecar.sum("it.often"), sidecar.toString());
        assertThrows(AssertionError.class, app::close, "so that no test overlooks it");
      }
    }
  }

  /** On the way up from the end of the stack, some call of the group begins and cannot end. */
  @ParameterizedTest
  @MethodSource("jvms")
  void countsAThreadAgainWhenAStackOverflowHasEatenTheEndOfItsCall(Jvm jvm, @TempDir Path folder)
      throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Path surfaced = folder.resolve("surfaced");
    Files.writeString(
        rules,
        """
        rules:
          - {metric: it.deep, class: io.tagalong.it.app.RuledCalls$Gate, method: check, once: gate}
          - {metric: it.again, class: io.tagalong.it.app.RuledCalls$Gate, method: timed, once: gate}
        """);
    try (DatagramSink sidecar = new DatagramSink()) {
      JavaProcess app =
          start(jvm, sidecar, rules, "io.tagalong.it.app.RuledCalls", "deep", surfaced.toString());
      sidecar.awaitMessage("it.again:");
      Files.createFile(surfaced);
      JavaProcess.Result result = app.awaitEnd();
      sidecar.receiveAll();

      assertEquals(0, result.status(), result.err());
      assertTrue(sidecar.sum("it.deep") > 0, sidecar.toString());
      assertTrue(sidecar.sum("tagalong.agent.suppressed_errors") > 0, sidecar.toString());
      assertThrows(AssertionError.class, app::close, "so that no test overlooks it");
    }
  }

  /** An application with rules, whose metrics come to a sink. */
  private static JavaProcess start(Jvm jvm, DatagramSink sidecar, Path rules, String... application)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(agent("=port=" + sidecar.port() + ",rules=" + rules));
    arguments.add("-cp");
    arguments.add(Artifacts.applications().toString());
    arguments.addAll(List.of(application));
    return JavaProcess.start(jvm, Map.of(), arguments);
  }

  private static String agent(String options) {
    return "-javaagent:" + Artifacts.agentJar() + options;
  }

  private static JavaProcess.Result run(
      Jvm jvm, Map<String, String> environment, List<String> flags, List<String> app)
      throws Exception {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(app);
    return JavaProcess.run(jvm, environment, arguments);
  }
}
