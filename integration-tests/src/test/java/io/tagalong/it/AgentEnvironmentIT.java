package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.DatagramSink;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent takes from where it is started: variables, properties, and what runs it. */
class AgentEnvironmentIT {
  private static final String CLASSES = Artifacts.applications().toString();
  private static final List<String> TEN_CALLS =
      List.of("io.tagalong.it.app.RuledCalls", "threads", "1", "10");

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  AgentEnvironmentIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  /** Line breaks as those that a block of YAML leaves in a variable. */
  @ParameterizedTest
  @MethodSource("jvms")
  void tagsEveryMessageAsTheEnvironmentSays(Jvm jvm) throws Exception {
    Map<String, String> environment =
        Map.of(
            "DD_DOGSTATSD_URL", "udp://127.0.0.1:" + sidecar.port() + "/\n",
            "DD_ENV", "prod",
            "DD_SERVICE", "shop",
            "DD_VERSION", "1.2",
            "DD_ENTITY_ID", "pod-1",
            "DD_TAGS", "team:a\nzone:b\n");

    JavaProcess.Result result = run(jvm, environment, List.of(agent("")), TEN_CALLS);
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "", ""), result);
    List<String> messages = sidecar.messages();
    assertEquals(1, messages.size(), messages.toString());
    assertTrue(messages.get(0).startsWith("it.check:10|c|#"), messages.get(0));
    assertEquals(
        Set.of(
            "team:a",
            "zone:b",
            "env:prod",
            "service:shop",
            "version:1.2",
            "dd.internal.entity_id:pod-1"),
        Set.of(messages.get(0).substring("it.check:10|c|#".length()).split(",", -1)));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void sendsToTheHostAndPortOfTheEnvironment(Jvm jvm) throws Exception {
    Map<String, String> environment =
        Map.of("DD_AGENT_HOST", "localhost", "DD_DOGSTATSD_PORT", String.valueOf(sidecar.port()));

    JavaProcess.Result result = run(jvm, environment, List.of(agent("")), TEN_CALLS);
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "", ""), result);
    assertEquals(List.of("it.check:10|c"), sidecar.messages());
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void staysOffWithOneLineWhenTheEnvironmentWouldBreakMessages(Jvm jvm) throws Exception {
    for (Map<String, String> environment :
        List.of(Map.of("DD_ENV", "prod\n"), Map.of("DD_DOGSTATSD_URL", "unix:///dsd.socket"))) {
      JavaProcess.Result result = run(jvm, environment, List.of(agent("")), TEN_CALLS);

      assertEquals(0, result.status(), result.err());
      assertEquals(1, result.err().lines().count(), result.err());
      String variable = environment.keySet().iterator().next();
      assertTrue(result.err().startsWith("[tagalong] " + variable + " is '"), result.err());
    }
  }

  /** A parent that hands all of its properties on hands the mark of its agent on, too. */
  @ParameterizedTest
  @MethodSource("jvms")
  void runsInAChildThatHasThePropertiesOfItsParent(Jvm jvm) throws Exception {
    List<String> flags = List.of("-Dtagalong.running=in this JVM", agent(port()));

    JavaProcess.Result result = run(jvm, Map.of(), flags, TEN_CALLS);
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "", ""), result);
    assertEquals(10, sidecar.sum("it.check"), sidecar.toString());
  }

  /** Its main class is one of the compiler's. */
  @ParameterizedTest
  @MethodSource("jvms")
  void countsInAProgramThatIsLaunchedFromItsSource(Jvm jvm) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Sourced.java"),
            """
            public class Sourced {
              static void check() {}

              public static void main(String[] arguments) {
                check();
                check();
              }
            }
            """);

    JavaProcess.Result result =
        JavaProcess.run(jvm, Map.of(), List.of(agent(port()), source.toString()));
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "", ""), result);
    assertEquals(2, sidecar.sum("it.sourced"), sidecar.toString());
  }

  /** Such a loader has the class path behind it, where the application has other copies of them. */
  @ParameterizedTest
  @MethodSource("jvms")
  void usesItsOwnLibrariesBehindASystemLoaderOfTheUsers(Jvm jvm) throws Exception {
    Path loaded = folder.resolve("loaded.log");
    Path libraries = Artifacts.root().resolve("agent/target/libraries");
    assertTrue(Files.isDirectory(libraries.resolve("com/timgroup")), libraries.toString());
    List<String> flags =
        List.of(
            agent(port()),
            "-Djava.system.class.loader=io.tagalong.it.app.OwnSystemLoader",
            "-Xlog:class+load:file=" + loaded,
            "-cp",
            libraries + File.pathSeparator + CLASSES);

    JavaProcess.Result result = run(jvm, Map.of(), flags, TEN_CALLS);
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertFalse(result.err().contains("[tagalong]"), result.err());
    assertEquals(10, sidecar.sum("it.check"), sidecar.toString());
    List<String> ofLibraries =
        Files.readAllLines(loaded).stream()
            .filter(
                line -> line.matches(".* (com\\.timgroup|org\\.snakeyaml|net\\.bytebuddy)\\..*"))
            .toList();
    assertTrue(ofLibraries.size() > 100, "they were loaded");
    assertEquals(
        List.of(),
        ofLibraries.stream().filter(line -> line.contains(libraries.toString())).toList());
  }

  private String port() {
    return ",port=" + sidecar.port();
  }

  /**
   * One that says nothing of itself.
   *
   * @param options further ones, a comma before each
   */
  private String agent(String options) throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            rules:
              - {metric: it.check, class: io.tagalong.it.app.RuledCalls$Gate, method: check}
              - {metric: it.sourced, class: Sourced, method: check}
            """);
    return Artifacts.agent("self_metrics=false,rules=" + rules + options);
  }

  private static JavaProcess.Result run(
      Jvm jvm, Map<String, String> environment, List<String> flags, List<String> application)
      throws Exception {
    List<String> command = new ArrayList<>(flags);
    if (!flags.contains("-cp")) {
      command.addAll(List.of("-cp", CLASSES));
    }
    command.addAll(application);
    return JavaProcess.run(jvm, environment, command);
  }
}
