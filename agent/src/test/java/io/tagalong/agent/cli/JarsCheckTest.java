package io.tagalong.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.rulefile.RuleFile;
import io.tagalong.agent.rulefile.RuleFileReader;
import io.tagalong.agent.weave.ClassFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of rules, linked at the methods of classes in a jar. */
class JarsCheckTest {
  private static final String PREFIX = "io.tagalong.agent.cli.JarsCheckTest$";

  /** Set by a class of the jar, if its code should run. */
  private static final String INITIALISED = "io.tagalong.test.initialised";

  /** Stands for what an SDK gives. */
  @SuppressWarnings("unused") // Looked at, not run.
  static final class Answer {
    static {
      System.setProperty(INITIALISED, "true");
    }

    static final List<Answer> ALL = List.of();

    final List<Answer> parts = List.of();

    String getGroupName() {
      return "group";
    }

    public int size() {
      return 0;
    }
  }

  /** Stands for a class of an SDK. */
  @SuppressWarnings("unused") // Looked at, not run.
  static final class Client {
    static {
      System.setProperty(INITIALISED, "true");
    }

    public String getTier() {
      return "tier";
    }

    public Answer ask(String question) {
      return new Answer();
    }

    public CompletableFuture<Answer> askLater(String question) {
      return CompletableFuture.completedFuture(ask(question));
    }

    public void tell(int number) {}

    public static int count() {
      return 0;
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;

  JarsCheckTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method: ask, tags: {a: return.size}",
        "method: ask, tags: {a: return.gone ? return.size}",
        "method: ask, tags: {a: 'return.gone ? \"none\"'}",
        "method: ask, tags: {a: thrown.type, b: thread.name, c: 'env[\"X\"]', d: this.tier}",
        "method: ask, each: return.parts, tags: {a: item.size}",
        "method: askLater, await: return, value: return.size, type: gauge",
        "method: ask | tell, tags: {a: return.size}",
        "method: count, tags: {a: return}",
        "note: n, method: ask, on: return, value: this.tier",
        "method: ask, tags: {a: return@n}",
        "method: new, when: this.tier == \"paid\"",
      })
  void findsAPathForEachValue(String rule) throws Exception {
    assertTrue(check(rule, Client.class, Answer.class), err + "\n" + out);

    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "method: ask, tags: {a: return.siz} ! the tag a ! return.siz is read as null in sdk-1.0.jar,"
            + " since {}Answer has no readable member 'siz'; did you mean 'size'?",
        "method: ask, when: this.teir == true ! the condition this.teir == true ! this.teir is read"
            + " as null in sdk-1.0.jar, since {}Client has no readable member 'teir'; did you mean"
            + " 'tier'?",
        "method: ask, type: gauge, value: \"arg[1]\" ! the value ! arg[1] is read as null in sdk-1.0.jar,"
            + " since the method has only 1 argument",
        "method: ask, each: \"arg[1]\", tags: {a: item.size} ! each ! item.size is read as null in"
            + " sdk-1.0.jar, since the method has only 1 argument",
        "method: ask, each: return.parts, tags: {a: item.weight} ! the tag a ! item.weight is read as"
            + " null in sdk-1.0.jar, since {}Answer has no readable member 'weight'",
        "method: tell, tags: {a: return} ! the tag a ! return is read as null in sdk-1.0.jar, since"
            + " the method returns nothing",
        "method: tell, tags: {a: \"arg[0].size\"} ! the tag a ! arg[0].size is read as null in"
            + " sdk-1.0.jar, since int has no readable member 'size'",
        "method: count, tags: {a: this.tier} ! the tag a ! this.tier is read as null in sdk-1.0.jar,"
            + " since the method is static",
        "method: askLater, await: return, tags: {a: return.gone} ! the tag a ! return.gone is read as"
            + " null in sdk-1.0.jar, since {}Answer has no readable member 'gone'",
      })
  void saysWhereAPathLeadsNowhere(String rule, String value, String reason) throws Exception {
    assertFalse(check(rule, Client.class, Answer.class), out.toString(StandardCharsets.UTF_8));

    assertSaid(out, "\n  " + reason.replace("{}", PREFIX) + "\n");
    assertSaid(err, "m (r.yaml:1): " + value + " never has a value, since there is no ");
  }

  @Test
  void runsNoCodeOfTheJars() throws Exception {
    check(
        "method: ask, tags: {a: return.ALL, b: field.ALL, c: return.size}",
        Answer.class,
        Client.class);
    assertNull(System.getProperty(INITIALISED), "while it is checked");

    try (ClassPath classPath = ClassPath.open(folder.resolve("sdk-1.0.jar").toString())) {
      Class.forName(PREFIX + "Client", true, new ClassPathLoader(classPath.files()));
      assertEquals("true", System.clearProperty(INITIALISED), "when it is initialised");
    }
  }

  @Test
  void saysWhichClassIsMissingAndPassesWhenItsJarIsNotGiven() throws Exception {
    assertTrue(check("method: ask, tags: {a: return.siz}", Client.class));

    assertSaid(
        out, "\n  return.siz cannot be checked: " + PREFIX + "Answer is in none of these jars");
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void looksAtAllElseWhenAClassOfTheSignatureIsMissing() throws Exception {
    assertFalse(check("method: ask, tags: {a: this.tier, b: field.gone}", Client.class));

    assertSaid(out, "\n  field.gone is read as null in sdk-1.0.jar, since ");
    assertSaid(out, "\n  this.tier cannot be checked: ");
    assertSaid(err, "m (r.yaml:1): the tag b never has a value, since there is no field.gone ");
  }

  @Test
  void passesWhenTheMissingClassIsOnlyInsideAnotherType() throws Exception {
    assertTrue(check("method: askLater, await: return, tags: {a: return.siz}", Client.class));

    assertSaid(
        out, "\n  return.siz cannot be checked: " + PREFIX + "Answer is in none of these jars");
  }

  @Test
  void saysWhichJavaItTakesAndPassesWhenAClassIsCompiledForANewerOne() throws Exception {
    byte[] newer = ClassFiles.of(Answer.class);
    ByteBuffer.wrap(newer).putShort(6, (short) (44 + 99));

    assertTrue(check("method: ask, tags: {a: return.siz}", ClassFiles.of(Client.class), newer));

    assertSaid(out, PREFIX + "Answer is compiled for Java 99; run the check with that Java");
  }

  @Test
  void goesOnWhenAClassFileIsDamaged() throws Exception {
    byte[] half = Arrays.copyOf(ClassFiles.of(Client.class), 200);

    assertFalse(check("method: ask, tags: {a: return}", half, ClassFiles.of(Answer.class)));

    assertSaid(out, PREFIX + "Client cannot be looked at: ");
    assertSaid(err, "m (r.yaml:1) finds no method in these jars: " + PREFIX + "Client.ask(..)");
  }

  @Test
  void passesWhenThePartsOfAClassAreDamaged() throws Exception {
    byte[] half = Arrays.copyOf(ClassFiles.of(Answer.class), 200);

    assertTrue(check("method: ask, tags: {a: return.size}", ClassFiles.of(Client.class), half));

    assertSaid(out, "  return.size cannot be checked: java.lang.ClassFormatError");
  }

  @Test
  void namesTheJarInsideAnArchive() throws Exception {
    Path sdk =
        jar(
            List.of(Client.class, Answer.class),
            ClassFiles.of(Client.class),
            ClassFiles.of(Answer.class));
    Path app = folder.resolve("app.jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(app))) {
      entries.putNextEntry(new JarEntry("BOOT-INF/lib/sdk-1.0.jar"));
      entries.write(Files.readAllBytes(sdk));
      entries.closeEntry();
    }

    assertFalse(check("method: ask, tags: {a: return.siz}", app));

    assertSaid(out, "return.siz is read as null in sdk-1.0.jar, since ");
  }

  private boolean check(String rule, Class<?>... classes) throws IOException {
    byte[][] files = new byte[classes.length][];
    for (int i = 0; i < files.length; i++) {
      files[i] = ClassFiles.of(classes[i]);
    }
    return check(rule, jar(List.of(classes), files));
  }

  private boolean check(String rule, byte[] client, byte[] answer) throws IOException {
    return check(rule, jar(List.of(Client.class, Answer.class), client, answer));
  }

  private boolean check(String rule, Path jar) throws IOException {
    String kind = rule.startsWith("note: ") ? "" : "metric: m, ";
    String text = "rules: [{class: '" + PREFIX + "Client', " + kind + rule + "}]\n";
    RuleFile read = RuleFileReader.read("r.yaml", text, Options.defaults());
    assertEquals(List.of(), read.problems());
    try (ClassPath classPath = ClassPath.open(jar.toString())) {
      return new JarsCheck(read.rules(), classPath, print(out), print(err)).run();
    }
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static void assertSaid(ByteArrayOutputStream said, String text) {
    String all = said.toString(StandardCharsets.UTF_8);
    assertTrue(all.contains(text), all);
  }

  /** A jar with these classes, as these files. */
  private Path jar(List<Class<?>> classes, byte[]... files) throws IOException {
    Path jar = folder.resolve("sdk-1.0.jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < files.length; i++) {
        entries.putNextEntry(new JarEntry(classes.get(i).getName().replace('.', '/') + ".class"));
        entries.write(files[i]);
        entries.closeEntry();
      }
    }
    return jar;
  }
}
