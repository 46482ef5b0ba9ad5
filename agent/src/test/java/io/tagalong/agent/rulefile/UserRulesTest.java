package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.CapturedLog;
import io.tagalong.agent.rule.Rule;
import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRulesTest {
  private static final String ONE_RULE = rules("a");

  private final CapturedLog captured = new CapturedLog();
  private final Set<String> unreadable = new HashSet<>();
  private final Path folder;
  private int writes;

  UserRulesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAFileOfRulesOnceUntilItChanges() throws IOException {
    Path file = write("a.yaml", ONE_RULE);
    UserRules rules = userRules(file);

    assertTrue(rules.read());
    assertFalse(rules.read());
    assertEquals(List.of("a"), metrics(rules));

    write("a.yaml", "enabled: false\n");
    assertTrue(readAtRest(rules));
    assertEquals(List.of(), metrics(rules));
    assertFalse(rules.enabled());
    assertFalse(rules.read());
  }

  @Test
  void followsAFileThatAppearsAndGoes() throws IOException {
    Path file = folder.resolve("a.yaml");
    UserRules rules = userRules(file);

    assertTrue(rules.read());
    assertEquals(List.of(), metrics(rules));
    assertTrue(captured.text().contains("a.yaml does not exist; it is looked at"), captured.text());

    write("a.yaml", ONE_RULE);
    assertTrue(readAtRest(rules));
    assertEquals(List.of("a"), metrics(rules));

    Files.delete(file);
    assertTrue(readAtRest(rules));
    assertEquals(List.of(), metrics(rules));
  }

  @Test
  void readsTheYamlFilesOfAFolder() throws IOException {
    write("a.yaml", ONE_RULE);
    write("b.yml", rules("b").replace("method", "metod"));
    write("c.txt", "not looked at");
    UserRules rules = userRules(folder);

    rules.read();

    assertEquals(List.of("a"), metrics(rules));
    assertTrue(captured.text().contains("b.yml:1:33: unknown key 'metod'"), captured.text());
  }

  @Test
  void passesOverTheWorkingFilesOfEditors() throws IOException {
    write("a.yaml", ONE_RULE);
    write(".a.yaml", rules("hidden"));
    write("a.yaml~", rules("backup"));
    Files.createSymbolicLink(folder.resolve(".#a.yaml"), Path.of("user@host.1"));
    Files.createSymbolicLink(folder.resolve("dangling.yaml"), Path.of("nowhere"));
    Files.createDirectory(folder.resolve("folder.yaml"));
    UserRules rules = userRules(folder);

    rules.read();

    assertEquals(List.of("a"), metrics(rules));
    assertEquals("", captured.text());
  }

  @Test
  void waitsUntilAFileThatIsBeingWrittenRests() throws IOException {
    write("a.yaml", ONE_RULE);
    UserRules rules = userRules(folder);
    rules.read();

    write("a.yaml", "rules: [{metric: a, cla");
    assertFalse(rules.read());
    write("a.yaml", rules("b"));
    assertFalse(rules.read());
    assertEquals(List.of("a"), metrics(rules));

    assertTrue(rules.read());
    assertEquals(List.of("b"), metrics(rules));
    assertEquals("", captured.text());
  }

  @Test
  void noticesNothingWhereAnEditorHasTheFileAwayForAMoment() throws IOException {
    Path file = write("a.yaml", ONE_RULE);
    UserRules rules = userRules(folder);
    rules.read();

    Path backup = Files.move(file, folder.resolve("a.yaml~"));
    assertFalse(rules.read());
    Files.move(backup, file);

    assertFalse(readAtRest(rules));
    assertEquals(List.of("a"), metrics(rules));
    assertEquals("", captured.text());
  }

  @Test
  void readsAFileThatNeverRestsInTheEnd() throws IOException {
    write("a.yaml", ONE_RULE);
    UserRules rules = userRules(folder);
    rules.read();

    boolean read = false;
    for (int i = 1; i <= 5; i++) {
      assertFalse(read, "read at change " + (i - 1));
      write("a.yaml", "enabled: false\n" + "#".repeat(i));
      read = rules.read();
    }

    assertTrue(read);
    assertFalse(rules.enabled());
  }

  @Test
  void keepsTheRulesOfAFileThatIsNoLongerYaml() throws IOException {
    write("a.yaml", ONE_RULE);
    write("off.yaml", "enabled: false\n");
    UserRules rules = userRules(folder);
    rules.read();

    write("a.yaml", ONE_RULE + "\t- metric: b\n");
    write("off.yaml", "enabled: [\n");
    assertTrue(readAtRest(rules));

    assertEquals(List.of("a"), metrics(rules));
    assertFalse(rules.enabled());
    assertEquals(2, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("a.yaml:2:1: this is not YAML"), captured.text());
    assertTrue(captured.text().contains("; the rules that it had stay"), captured.text());
  }

  @Test
  void saysWhichLineOfAFileIsNotUtf8AndReadsItWhenItIs() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.write(file, "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    UserRules rules = userRules(folder);

    rules.read();
    assertFalse(rules.read());
    assertEquals(
        "[tagalong] cannot read "
            + file
            + " (line 1 is not UTF-8; save the file as UTF-8); it has no rules now, and it is tried"
            + " again every second\n",
        captured.text().replace(System.lineSeparator(), "\n"));

    write("a.yaml", ONE_RULE);
    assertTrue(readAtRest(rules));
    assertEquals(List.of("a"), metrics(rules));
  }

  @Test
  void readsAFileAgainThatCouldNotBeReadThoughItLooksTheSame() throws IOException {
    write("a.yaml", ONE_RULE);
    unreadable.add("a.yaml");
    UserRules rules = userRules(folder);

    assertTrue(rules.read());
    assertFalse(rules.read(), "nothing is new");
    assertEquals(List.of(), metrics(rules));
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("(no rights)"), captured.text());

    unreadable.clear();
    assertTrue(rules.read());
    assertEquals(List.of("a"), metrics(rules));
    assertFalse(rules.read());
  }

  @Test
  void readsTheOneFileWhenTheOtherCanNoLongerBeRead() throws IOException {
    write("a.yaml", ONE_RULE);
    write("b.yaml", rules("b"));
    unreadable.add("a.yaml");
    UserRules rules = userRules(folder);
    rules.read();

    unreadable.clear();
    unreadable.add("b.yaml");
    assertTrue(rules.read());

    assertEquals(List.of("a", "b"), metrics(rules));
  }

  @Test
  void saysAMistakeAgainThatIsMadeAgain() throws IOException {
    UserRules rules = userRules(folder);
    rules.read();

    for (String text : new String[] {"rulse: []\n", ONE_RULE, "rulse: []\n"}) {
      write("a.yaml", text);
      readAtRest(rules);
    }

    assertEquals(2, captured.text().split("unknown key 'rulse'", -1).length - 1, captured.text());
  }

  @Test
  void saysNotMoreThanSomeProblemsOfAFile() throws IOException {
    write("a.yaml", "rules:\n" + "- {metrc: a, class: b.C, method: run}\n".repeat(100));

    userRules(folder).read();

    assertEquals(21, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("a.yaml has 80 more problems"), captured.text());
  }

  @Test
  void saysThatAFileHasNoRules() throws IOException {
    Path file = write("a.yaml", "# rules:\n");

    userRules(folder).read();

    assertTrue(captured.text().contains(file + " has no rules"), captured.text());
  }

  @Test
  void saysWhyThereAreNoFiles() {
    userRules(folder).read();
    userRules(Path.of("~", "rules.yaml")).read();

    List<String> lines = captured.text().lines().collect(Collectors.toList());
    assertTrue(lines.get(0).contains(folder + " has no *.yaml; it is looked"), captured.text());
    assertTrue(
        lines.get(1).contains("rules.yaml does not exist, as no '~' and no variable is expanded"),
        captured.text());
  }

  /** As in an application that has no file descriptor left. */
  @Test
  void keepsTheRulesOfAFolderThatCannotBeListedForNow() throws IOException {
    write("a.yaml", ONE_RULE);
    AtomicBoolean listable = new AtomicBoolean(true);
    File guarded =
        new File(folder.toString()) {
          private static final long serialVersionUID = 1L;

          @Override
          public File @Nullable [] listFiles(FileFilter filter) {
            return listable.get() ? super.listFiles(filter) : null;
          }
        };
    UserRules rules = new UserRules(guarded, Options.defaults(), captured.log(), this::text);
    assertTrue(rules.read());

    listable.set(false);
    assertFalse(readAtRest(rules));
    assertEquals(List.of("a"), metrics(rules));

    listable.set(true);
    write("a.yaml", "enabled: false\n");
    assertTrue(readAtRest(rules));
    assertFalse(rules.enabled());
  }

  @Test
  void followsAFolderThatGoesAndComesBack() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path file = Files.writeString(inner.resolve("a.yaml"), ONE_RULE);
    UserRules rules = userRules(inner);
    rules.read();

    Files.delete(file);
    Files.delete(inner);
    assertTrue(readAtRest(rules));
    assertEquals(List.of(), metrics(rules));

    Files.createDirectory(inner);
    Files.writeString(file, rules("b"));
    assertTrue(readAtRest(rules));
    assertEquals(List.of("b"), metrics(rules));
  }

  /** Kubernetes links each key to a folder that it exchanges: {@code ..data} of a ConfigMap. */
  @Test
  void followsAConfigMapThatKubernetesExchanges() throws IOException {
    Path data = folder.resolve("..data");
    Files.createSymbolicLink(data, version("..1", "a").getFileName());
    Files.createSymbolicLink(folder.resolve("rules.yaml"), Path.of("..data", "rules.yaml"));
    UserRules rules = userRules(folder);
    rules.read();
    assertEquals(List.of("a"), metrics(rules));

    exchange(data, version("..2", "b"));
    assertTrue(readAtRest(rules));

    assertEquals(List.of("b"), metrics(rules));
    assertEquals("", captured.text());
  }

  /** The files of {@link #version} are equally old and long: images often give all one time. */
  private Path version(String name, String metric) throws IOException {
    Path version = Files.createDirectory(folder.resolve(name));
    Path file = Files.writeString(version.resolve("rules.yaml"), rules(metric));
    assertTrue(file.toFile().setLastModified(1_000_000));
    return version;
  }

  private void exchange(Path link, Path target) throws IOException {
    Path next = folder.resolve("..data_tmp");
    Files.createSymbolicLink(next, target.getFileName());
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a change brings, a second after it was first seen. */
  private static boolean readAtRest(UserRules rules) {
    assertFalse(rules.read(), "read at once");
    return rules.read();
  }

  /** Each time a second later: two texts of one length may be written within one tick of a disk. */
  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertTrue(file.toFile().setLastModified(1_000_000 + ++writes * 1_000L));
    return file;
  }

  private static String rules(String metric) {
    return "rules: [{metric: " + metric + ", class: b.C, method: run}]\n";
  }

  private static List<String> metrics(UserRules rules) {
    return rules.rules().stream().map(UserRulesTest::metric).collect(Collectors.toList());
  }

  private static String metric(Rule rule) {
    return RuleFiles.metric(rule).name();
  }

  private UserRules userRules(Path path) {
    return new UserRules(path.toFile(), Options.defaults(), captured.log(), this::text);
  }

  private String text(File file) throws IOException {
    if (unreadable.contains(file.getName())) {
      throw new IOException("no rights");
    }
    return UserRules.text(file);
  }
}
