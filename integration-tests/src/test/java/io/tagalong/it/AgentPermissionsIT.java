package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent under a security manager, which JVMs before 24 have, in an application whose own code
 * has no permission at all.
 */
class AgentPermissionsIT {
  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;
  private static final String KINDS = "io.tagalong.it.app.RuledCalls$Kinds";

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  AgentPermissionsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all().stream()
        .filter(jvm -> jvm.feature() < FIRST_WITHOUT_SECURITY_MANAGER)
        .toList();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("jvms")
  void countsCallsOfCodeWithoutPermissionsWhenTheAgentHasThem(Jvm jvm) throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy"),
            "grant codeBase \""
                + Artifacts.agentJar().toUri()
                + "\" { permission java.security.AllPermission; };");
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            String.join(
                "\n",
                "rules:",
                "  - {metric: it.often, class: '" + KINDS + "', method: often}",
                "  - metric: it.visits",
                "    class: " + KINDS,
                "    method: visit",
                "    tags: {plan: this.plan, user: 'arg[0]'}",
                "  - metric: it.sizes",
                "    type: distribution",
                "    class: " + KINDS,
                "    method: size",
                "    value: 'arg[0]'",
                "  - {metric: it.later, class: '" + KINDS + "', method: later, await: return}",
                ""));

    JavaProcess.Result result = run(jvm, List.of("-Djava.security.policy=" + policy), rules);
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals("all answered: false", result.out().strip());
    assertEquals(List.of(), lines(result));
    assertEquals(2000, sidecar.sum("it.often"), sidecar.toString());
    assertEquals(
        Map.of("it.visits{plan:free,user:ann}", 2L, "it.visits{plan:free,user:bob}", 1L),
        sidecar.counts("it.visits"));
    assertEquals(2, sidecar.sum("it.sizes"), sidecar.toString());
    assertEquals(1, sidecar.sum("it.later"), sidecar.toString());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("jvms")
  void staysOffWithOneLineWhenItHasNoPermissionsEither(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, List.of(), folder.resolve("rules.yaml"));

    assertEquals(0, result.status(), result.err());
    assertEquals("all answered: false", result.out().strip());
    List<String> lines = lines(result);
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.get(0).startsWith("[tagalong] could not start: "), lines.get(0));
    assertTrue(lines.get(0).endsWith("the application runs without it"), lines.get(0));
  }

  /** The JVM itself warns of the security manager, too. */
  private static List<String> lines(JavaProcess.Result result) {
    return result.err().lines().filter(line -> line.startsWith("[tagalong] ")).toList();
  }

  private JavaProcess.Result run(Jvm jvm, List<String> flags, Path rules) throws Exception {
    List<String> command = new ArrayList<>(flags);
    command.addAll(
        List.of(
            "-Djava.security.manager",
            Artifacts.agent("port=" + sidecar.port() + ",rules=" + rules),
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.RuledCalls",
            "kinds",
            "2000"));
    return JavaProcess.run(jvm, Map.of(), command);
  }
}
