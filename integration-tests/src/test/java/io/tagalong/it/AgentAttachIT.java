package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.tools.attach.VirtualMachine;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent, attached to an application that has been running without it. */
class AgentAttachIT {
  private static final String GATE = "io.tagalong.it.app.RuledCalls$Gate";
  private static final Pattern ALL_CALLED = Pattern.compile("(all called)");
  private static final Pattern REDEFINED = Pattern.compile("redefined name=(\\S+),");

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void countsEveryCallFromThenOnAndWeavesTheNamedClassAlone(Jvm jvm, @TempDir Path folder)
      throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules, "rules:\n  - {metric: it.check, class: '" + GATE + "', method: check}\n");
    Path goOn = folder.resolve("go-on");
    Path redefined = folder.resolve("redefined.log");
    List<String> command =
        List.of(
            // Else new JVMs warn, as they should: an attached agent is the second choice.
            "-XX:+EnableDynamicAgentLoading",
            "-Xlog:redefine+class+load=info:file=" + redefined,
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.RuledCalls",
            "late",
            "1000",
            goOn.toString());

    try (DatagramSink sidecar = new DatagramSink();
        JavaProcess app = JavaProcess.start(jvm, Map.of(), command)) {
      app.awaitLine(ALL_CALLED);
      attach(app, "port=" + sidecar.port() + ",rules=" + rules);
      Files.createFile(goOn);
      JavaProcess.Result result = app.awaitEnd();
      sidecar.receiveAll();

      assertEquals(0, result.status(), result.err());
      assertEquals("", result.err());
      assertEquals(1000, sidecar.sum("it.check"), sidecar.toString());
      assertEquals(Set.of(GATE), redefined(redefined));
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

  private static Set<String> redefined(Path log) throws Exception {
    return REDEFINED
        .matcher(Files.readString(log))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }
}
