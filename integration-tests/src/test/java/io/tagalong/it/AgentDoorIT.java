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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent does where {@code java.base} does not take its class. */
class AgentDoorIT {
  private static final String ALL_ANSWERED = "all answered: false";

  private final DatagramSink sidecar = new DatagramSink();
  private final Path folder;

  AgentDoorIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    sidecar.close();
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void goesByTheBootClassPathWhenJavaBaseRefusesTheClass(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, "java.io.tmpdir=" + folder);
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals(ALL_ANSWERED, result.out().strip());
    assertEquals(2, sidecar.sum("it.size"), sidecar.toString());
    List<String> lines = lines(result);
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.get(0).contains("goes on the boot class path"), result.err());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOffWithOneMoreLineWhenTheBootClassPathIsClosedToo(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, "java.io.tmpdir=" + folder.resolve("missing"));
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals(ALL_ANSWERED, result.out().strip());
    assertEquals(0, sidecar.sum("it.size"), sidecar.toString());
    List<String> lines = lines(result);
    assertEquals(2, lines.size(), result.err());
    assertTrue(lines.get(1).contains("the agent stays off"), result.err());
  }

  private static List<String> lines(JavaProcess.Result result) {
    return result.err().lines().filter(line -> line.startsWith("[tagalong] ")).toList();
  }

  private JavaProcess.Result run(Jvm jvm, String property) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        rules:
          - {metric: it.size, class: io.tagalong.it.app.RuledCalls$Kinds, method: size}
        """);
    return JavaProcess.run(
        jvm,
        Map.of(),
        List.of(
            Artifacts.agent("port=" + sidecar.port() + ",rules=" + rules),
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-D" + property,
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.TakenName",
            "kinds",
            "1"));
  }
}
