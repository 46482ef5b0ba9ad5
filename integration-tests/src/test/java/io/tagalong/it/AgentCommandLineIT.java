package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent's jar does when it is started by itself. */
class AgentCommandLineIT {
  /** The bundled rules, as a user could have written them. */
  private static final Path STATSIG =
      Artifacts.root().resolve("agent/src/main/resources/io/tagalong/agent/rulefile/statsig.yaml");

  private static final String EXPERIMENT =
      """
      rules:
        - metric: it.experiment
          class: com.statsig.sdk.StatsigServerImpl
          method: getExperimentSync
          tags: {group: %s}
      """;

  private final Path rules;

  AgentCommandLineIT(@TempDir Path folder) {
    this.rules = folder.resolve("rules.yaml");
  }

  static Stream<String> sdks() {
    return Stream.of(Artifacts.statsigOneClassPath(), Artifacts.statsigClassPath());
  }

  @Test
  void findsAMistypedKeyAndAClassThatIsNotThere() throws Exception {
    Files.writeString(
        rules, "rules:\n  - {metric: a, class: com.example.Gone, method: run}\n  - {metrc: b}\n");

    JavaProcess.Result result = check(Artifacts.agentJar().toString());

    assertEquals(1, result.status());
    assertTrue(result.err().contains("rules.yaml:3:6: unknown key 'metrc'"), result.err());
    assertTrue(
        result.err().contains("finds no method in these jars: com.example.Gone.run(..)"),
        result.err());
    assertTrue(result.out().startsWith("1 rule can be used"), result.out());
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void findsAllThatTheRulesForStatsigReadInItsSdk(String classPath) throws Exception {
    Files.copy(STATSIG, rules);

    JavaProcess.Result result = check(classPath);

    assertEquals(0, result.status(), result.err() + result.out());
    assertEquals("", result.err());
    assertTrue(
        result.out().contains("com.statsig.sdk.StatsigServerImpl.checkGateSync("), result.out());
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void findsAMistypedMemberInTheSdk(String classPath) throws Exception {
    Files.writeString(rules, EXPERIMENT.formatted("return.groupNam"));

    JavaProcess.Result result = check(classPath);

    assertEquals(1, result.status(), result.out());
    assertTrue(
        result.out().contains("\n  return.groupNam is read as null in serversdk-"), result.out());
    assertTrue(
        result
            .out()
            .contains(
                "com.statsig.sdk.DynamicConfig has no readable member 'groupNam';"
                    + " did you mean 'groupName'?"),
        result.out());
    assertTrue(
        result.err().startsWith("it.experiment (" + rules + ":2): the tag group never has a value"),
        result.err());
  }

  @Test
  void saysWhichLibraryOfTheSdkIsMissing() throws Exception {
    Files.writeString(rules, EXPERIMENT.formatted("this.options.tier"));

    JavaProcess.Result result = check(Artifacts.statsigOneJar().toString());

    assertEquals(0, result.status(), result.out() + result.err());
    assertTrue(result.out().contains(" cannot be checked: "), result.out());
    assertTrue(
        result.out().contains(" is in none of these jars; add the one that has it"), result.out());
    assertEquals("", result.err());
  }

  @Test
  void goesByTheSettingsOfTheEnvironment() throws Exception {
    Files.writeString(
        rules,
        """
        rules:
          - {metric: a, class: no.Such, method: run, when: 'option["statsig_count"] == "calls"'}
        """);
    String jar = Artifacts.agentJar().toString();

    assertEquals(1, check(jar).status(), "a rule that counts, for a class that is not there");
    assertEquals(
        0, tool(Map.of("TAGALONG_AGENT_STATSIG_COUNT", "exposures"), arguments(jar)).status());
  }

  @Test
  void showsItsSettings() throws Exception {
    JavaProcess.Result result = tool(Map.of(), "config", "port=9125");

    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("sends to 127.0.0.1:9125"), result.out());
  }

  @Test
  void showsItsVersion() throws Exception {
    JavaProcess.Result result = tool(Map.of(), "--version");

    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().strip().matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?"), result.out());
  }

  @Test
  void failsWithOneLineWhenItsJarIsDamaged(@TempDir Path folder) throws Exception {
    Path jar = Files.copy(Artifacts.agentJar(), folder.resolve("damaged.jar"));
    try (FileSystem entries = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
      Files.delete(entries.getPath("inst.zip"));
    }

    JavaProcess.Result result =
        JavaProcess.run(Jvm.own(), Map.of(), List.of("-jar", jar.toString(), "--version"));

    assertEquals(1, result.status(), result.err());
    assertTrue(result.err().startsWith("[tagalong] failed: "), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  private JavaProcess.Result check(String classPath) throws Exception {
    return tool(Map.of(), arguments(classPath));
  }

  private String[] arguments(String classPath) {
    return new String[] {"rules", "check", rules.toString(), "--classpath", classPath};
  }

  private static JavaProcess.Result tool(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", Artifacts.agentJar().toString()));
    command.addAll(List.of(arguments));
    return JavaProcess.run(Jvm.own(), environment, command);
  }
}
