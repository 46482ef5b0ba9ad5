package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.ApplicationJar;
import io.tagalong.it.harness.Artifacts;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the agent's start must leave alone, because the first use decides it for the application:
 * logging, file systems, management, and the archive that classes are loaded from.
 *
 * <p>A JVM does a little of that itself for any {@code -javaagent}; an agent that does nothing
 * shows what.
 */
class AgentStartIT {
  private static final String HELLO = "io.tagalong.it.app.Hello";

  /** JDK classes of logging, file systems and management. */
  private static final Pattern PINNING =
      Pattern.compile(
          "(java\\.util\\.logging|java\\.nio\\.file|javax\\.management|java\\.lang\\.management)\\..*");

  private static final Pattern LOADED = Pattern.compile("\\s(\\S+) source: (.*)");

  private final Path folder;
  private final Path jar;

  AgentStartIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.jar = ApplicationJar.writeInto(folder);
  }

  static List<Jvm> jvms() {
    return Jvm.all();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void usesNeitherLoggingNorFileSystemsNorManagement(Jvm jvm) throws Exception {
    Set<String> idle = pinning(loaded(jvm, List.of(idleAgent()), HELLO).keySet());
    Set<String> ours = pinning(loaded(jvm, List.of(agent()), HELLO).keySet());

    ours.removeAll(idle);

    assertEquals(Set.of(), ours);
  }

  /** The file has to be read in premain; what the flush thread uses, it uses a second later. */
  @ParameterizedTest
  @MethodSource("jvms")
  void usesNoneOfTheseForRulesOfTheUsers(Jvm jvm) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules, "rules:\n  - {metric: it.none, class: com.example.Gone, method: run}\n");
    Set<String> idle = pinning(loaded(jvm, List.of(idleAgent()), HELLO).keySet());
    Map<String, String> loaded = loaded(jvm, List.of(agent() + "=rules=" + rules), HELLO);
    List<String> beforeMain = loaded.keySet().stream().takeWhile(n -> !n.equals(HELLO)).toList();
    Set<String> ours = pinning(beforeMain);

    ours.removeAll(idle);

    assertTrue(beforeMain.stream().anyMatch(name -> name.startsWith("org.snakeyaml.")));
    assertEquals(Set.of(), ours);
  }

  /** Reflection on new JDKs does, unless {@code NativeCallMarker} has marked what it calls. */
  @ParameterizedTest
  @MethodSource("jvms")
  void spinsNoClasses(Jvm jvm) throws Exception {
    List<String> inPremain =
        loaded(jvm, List.of(agent()), HELLO).entrySet().stream()
            .dropWhile(loaded -> !loaded.getKey().equals("io.tagalong.agent.Premain"))
            .takeWhile(loaded -> !loaded.getKey().equals(HELLO))
            .filter(loaded -> loaded.getValue().equals("__JVM_LookupDefineClass__"))
            .map(Map.Entry::getKey)
            .toList();

    assertEquals(List.of(), inPremain);
  }

  /** The list of these is in {@code agent/start.files}. */
  @ParameterizedTest
  @MethodSource("jvms")
  void startsWithExactlyTheClassesThatAreEntriesOfTheJar(Jvm jvm) throws Exception {
    Set<String> ours =
        loaded(jvm, List.of(agent()), HELLO).keySet().stream()
            .filter(name -> name.startsWith("io.tagalong.agent."))
            .collect(Collectors.toCollection(TreeSet::new));
    ours.removeAll(Set.of("io.tagalong.agent.Premain", "io.tagalong.agent.IsolatedLoader"));

    try (JarFile agent = new JarFile(Artifacts.agentJar().toFile())) {
      assertEquals(
          agent.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".classdata"))
              .map(name -> name.replaceAll("^inst/|\\.classdata$", "").replace('/', '.'))
              .collect(Collectors.toCollection(TreeSet::new)),
          ours,
          "agent/start.files has to list the classes that a start loads, and no others");
    }
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void leavesTheChoiceOfTheLogManagerToTheApplication(Jvm jvm) throws Exception {
    JavaProcess.Result result = run(jvm, List.of(agent()), "io.tagalong.it.app.Logging");

    assertEquals(
        new JavaProcess.Result(
            0, "main has begun\nlog manager of the application\nLoudLogManager\n", ""),
        result);
  }

  /** Of an archive made without the agent, the JVM says beside ours what it says beside any. */
  @ParameterizedTest
  @MethodSource("jvms")
  void loadsTheApplicationFromItsArchive(Jvm jvm) throws Exception {
    Path archive = folder.resolve("application.jsa");
    JavaProcess.Result dumped = run(jvm, List.of("-XX:ArchiveClassesAtExit=" + archive), HELLO);
    List<String> use = List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");

    List<String> idle = new ArrayList<>(use);
    idle.add(idleAgent());
    List<String> ours = new ArrayList<>(use);
    ours.add(agent());

    assertEquals(new JavaProcess.Result(3, "hello\n", "and goodbye\n"), dumped);
    assertEquals(
        withoutClock(run(jvm, idle, HELLO)),
        withoutClock(run(jvm, ours, HELLO)),
        "beside an agent that does nothing, and beside ours");
    assertEquals(
        "shared objects file (top)", loaded(jvm, ours, HELLO).get(HELLO), "where it came from");
  }

  /** Weaving changes nothing about it: what loads after a woven class is from the archive, too. */
  @ParameterizedTest
  @MethodSource("jvms")
  void loadsFromTheArchiveWhatIsNotWoven(Jvm jvm) throws Exception {
    String application = "io.tagalong.it.app.RuledCalls";
    String[] arguments = {application, "kinds", "1"};
    Path archive = folder.resolve("application.jsa");
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        "rules:\n  - {metric: it.check, class: '" + application + "$Gate', method: check}\n");
    run(jvm, List.of("-XX:ArchiveClassesAtExit=" + archive), arguments);

    Map<String, String> loaded =
        loaded(
            jvm,
            List.of("-XX:SharedArchiveFile=" + archive, agent() + "=rules=" + rules),
            arguments);

    assertTrue(loaded.containsKey("java.lang.TagalongDispatcher"), "a class was woven");
    assertEquals("shared objects file (top)", loaded.get(application + "$Kinds"));
  }

  private static String agent() {
    return "-javaagent:" + Artifacts.agentJar();
  }

  private String idleAgent() {
    return "-javaagent:" + jar;
  }

  private static Set<String> pinning(Collection<String> loaded) {
    return loaded.stream()
        .filter(name -> PINNING.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Lines that the JVM logs begin with the time since it began. */
  private static JavaProcess.Result withoutClock(JavaProcess.Result result) {
    return new JavaProcess.Result(
        result.status(), result.out().replaceAll("(?m)^\\[\\d+[.,]\\d+s]", ""), result.err());
  }

  /** Every class that was loaded, in that order, with its source. */
  private Map<String, String> loaded(Jvm jvm, List<String> flags, String... application)
      throws Exception {
    Path log = folder.resolve("loaded.log");
    List<String> all = new ArrayList<>(flags);
    all.add("-Xlog:class+load:file=" + log);
    run(jvm, all, application);
    return LOADED
        .matcher(Files.readString(log))
        .results()
        .collect(
            Collectors.toMap(
                match -> match.group(1),
                match -> match.group(2),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private JavaProcess.Result run(Jvm jvm, List<String> flags, String... application)
      throws Exception {
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", jar.toString()));
    command.addAll(List.of(application));
    return JavaProcess.run(jvm, Map.of(), command);
  }
}
