package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent, attached to an application that has been running without it. */
class AgentAttachIT {
  private static final String GATE = "io.tagalong.it.app.RuledCalls$Gate";
  private static final Pattern ALL_CALLED = Pattern.compile("(all called)");
  private static final String REDEFINED_LOG = "redefined.log";
  private static final Pattern REDEFINED = Pattern.compile("redefined name=(\\S+),");

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  AgentAttachIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsEveryCallFromThenOnAndWeavesTheNamedClassAlone(Jvm jvm) throws Exception {
    JavaProcess.Result result = attachTo(jvm, List.of(options()));

    assertEquals(0, result.status(), result.err());
    assertEquals("", result.err());
    assertEquals(1000, sidecar.sum("it.check"), sidecar.toString());
    assertEquals(Set.of(GATE), redefined());
  }

  /** One that was mistyped, and one that was not meant to run. */
  @ParameterizedTest
  @MethodSource("jvms")
  void countsEveryCallBehindStartsThatCameToNothing(Jvm jvm) throws Exception {
    JavaProcess.Result result = attachTo(jvm, List.of("prt=1", "enabled=false", options()));

    assertEquals(0, result.status(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("[tagalong] unknown option 'prt'"), result.err());
    assertEquals(1000, sidecar.sum("it.check"), sidecar.toString());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsOnceWhenItIsAttachedTwice(Jvm jvm) throws Exception {
    JavaProcess.Result result = attachTo(jvm, List.of(options(), options()));

    assertEquals(0, result.status(), result.err());
    assertEquals(
        "[tagalong] the agent runs already; this second copy stays off, name it once\n",
        result.err());
    assertEquals(1000, sidecar.sum("it.check"), sidecar.toString());
  }

  private String options() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "rules:\n  - {metric: it.check, class: '" + GATE + "', method: check}\n");
    return "port=" + sidecar.port() + ",rules=" + rules;
  }

  /** Runs an application that calls a thousand times, is attached to, and calls as often again. */
  private JavaProcess.Result attachTo(Jvm jvm, List<String> options) throws Exception {
    Path goOn = folder.resolve("go-on");
    List<String> command =
        List.of(
            // Else new JVMs warn, as they should: an attached agent is the second choice.
            "-XX:+EnableDynamicAgentLoading",
            "-Xlog:redefine+class+load=info:file=" + folder.resolve(REDEFINED_LOG),
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.RuledCalls",
            "late",
            "1000",
            goOn.toString());

    try (JavaProcess app = JavaProcess.start(jvm, Map.of(), command)) {
      app.awaitLine(ALL_CALLED);
      for (String each : options) {
        attach(app, each);
      }
      Files.createFile(goOn);
      JavaProcess.Result result = app.awaitEnd();
      sidecar.receiveAll();
      return result;
    }
  }

  /** Returns when the agent has started: classes that were loaded before are woven by then. */
  private static void attach(JavaProcess app, String options) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(app.id()));
    try {
      machine.loadAgent(Artifacts.agentJar().toString(), options);
    } finally {
      machine.detach();
    }
  }

  private Set<String> redefined() throws Exception {
    return REDEFINED
        .matcher(Files.readString(folder.resolve(REDEFINED_LOG)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }
}
