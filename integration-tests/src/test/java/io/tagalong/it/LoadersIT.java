package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.BootJar;
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

/** Applications whose classes come from other loaders than the JVM's own. */
class LoadersIT {
  private static final String RULES =
      """
      rules:
        - metric: it.visits
          class: io.tagalong.it.app.RuledCalls$Kinds
          method: visit
          tags: {plan: this.plan, gone: this.gone}
      """;

  private final Path folder;
  @AutoClose private final DatagramSink sidecar = new DatagramSink();

  LoadersIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  /** The line about a path that leads nowhere names the inner jar, whose version matters. */
  @ParameterizedTest
  @MethodSource("jvms")
  void recordsInAJarOfSpringBoot(Jvm jvm) throws Exception {
    Path jar = BootJar.writeInto(folder, "io.tagalong.it.app.RuledCalls");

    JavaProcess.Result result = run(jvm, "-jar", jar.toString(), "kinds", "1");
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals(3, sidecar.sum("it.visits"), sidecar.toString());
    assertTrue(sidecar.toString().contains("plan:free"), sidecar.toString());
    assertTrue(result.err().contains("applications-1.2.3.jar"), result.err());
  }

  /** As of a web application: its own classes come before those of the server. */
  @ParameterizedTest
  @MethodSource("jvms")
  void recordsInALoaderThatAsksItsParentLast(Jvm jvm) throws Exception {
    JavaProcess.Result result =
        run(
            jvm,
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.ChildFirst",
            "io.tagalong.it.app.RuledCalls",
            "kinds",
            "1");
    sidecar.receiveAll();

    assertEquals(0, result.status(), result.err());
    assertEquals(3, sidecar.sum("it.visits"), sidecar.toString());
  }

  /**
   * Rules that keep something between calls; the awaited result outlives all loaders. Of method
   * handles the JDK 25 refers softly to the last ones, which a full heap would end: here at once.
   */
  @ParameterizedTest
  @MethodSource("jvms")
  void retainsNoLoaderByAwaitedResultsNotesAndElements(Jvm jvm) throws Exception {
    JavaProcess.Result result =
        runWith(
            """
            defaults:
              class: io.tagalong.it.app.TakenDown$Client
            rules:
              - metric: it.asked
                method: ask
                await: return
                tags: {names: this.names.size, seen: thread@seen, answer: return}
              - {metric: it.names, method: names, each: return, tags: {name: item}}
              - {note: seen, on: 'arg[0]', method: connect, value: 'arg[0].name'}
            """,
            jvm,
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "-cp",
            Artifacts.applications().toString(),
            "io.tagalong.it.app.TakenDown",
            "20");
    sidecar.receiveAll();

    assertEquals(new JavaProcess.Result(0, "retained: 0\n", ""), result);
    assertEquals(40, sidecar.sum("it.names"), sidecar.toString());
    assertEquals(20, sidecar.sum("tagalong.agent.drops"), sidecar.toString());
  }

  private JavaProcess.Result run(Jvm jvm, String... application) throws Exception {
    return runWith(RULES, jvm, application);
  }

  private JavaProcess.Result runWith(String yaml, Jvm jvm, String... application) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), yaml);
    List<String> command =
        new ArrayList<>(List.of(Artifacts.agent("port=" + sidecar.port() + ",rules=" + rules)));
    command.addAll(List.of(application));
    return JavaProcess.run(jvm, Map.of(), command);
  }
}
