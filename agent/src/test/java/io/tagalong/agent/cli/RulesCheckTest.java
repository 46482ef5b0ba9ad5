package io.tagalong.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.weave.ClassFiles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {
  private static final String PREFIX = "io.tagalong.agent.cli.RulesCheckTest$";

  /** Stands for a type of an application. */
  interface Handler {
    void handle();
  }

  /** Stands for a class of an application. */
  @SuppressWarnings("unused") // Looked at as a class file.
  static final class Shop implements Handler {
    @Override
    public void handle() {}

    boolean buy(String what) {
      return what.isEmpty();
    }

    boolean buy(int count) {
      return count == 0;
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path rules;

  RulesCheckTest(@TempDir Path folder) {
    this.folder = folder;
    this.rules = folder.resolve("rules");
  }

  @BeforeEach
  void writeRules() throws IOException {
    Files.createDirectory(rules);
    Files.writeString(
        rules.resolve("a.yaml"),
        "rules: [{metric: a, class: '" + PREFIX + "Shop', method: buy(String)}]\n");
    Files.writeString(
        rules.resolve("b.yaml"),
        "rules: [{metric: b, subtypes_of: '" + PREFIX + "Handler', method: handle}]\n");
  }

  @Test
  void printsWhatWouldBeWovenInAJar() throws IOException {
    Path jar = folder.resolve("app.jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
      add(entries, "", Shop.class);
      add(entries, "", Handler.class);
    }

    assertEquals(Main.OK, check(jar), err.toString(StandardCharsets.UTF_8));

    assertWoven();
  }

  @Test
  void looksIntoFoldersAndOverSeveralEntries() throws IOException {
    Path shop = folder.resolve("one/io/tagalong/agent/cli/RulesCheckTest$Shop.class");
    Path handler = folder.resolve("two/io/tagalong/agent/cli/RulesCheckTest$Handler.class");
    Files.createDirectories(shop.getParent());
    Files.createDirectories(handler.getParent());
    Files.write(shop, ClassFiles.of(Shop.class));
    Files.write(handler, ClassFiles.of(Handler.class));

    assertEquals(Main.OK, check(folder.resolve("one"), folder.resolve("two")));

    assertWoven();
  }

  @Test
  void looksIntoTheJarsAndClassesOfASpringBootJar() throws IOException {
    Path jar = folder.resolve("app.jar");
    ByteArrayOutputStream library = new ByteArrayOutputStream();
    try (JarOutputStream entries = new JarOutputStream(library)) {
      add(entries, "", Handler.class);
    }
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
      add(entries, "BOOT-INF/classes/", Shop.class);
      add(entries, "BOOT-INF/lib/handler.jar", library.toByteArray());
    }

    assertEquals(Main.OK, check(jar), err.toString(StandardCharsets.UTF_8));

    assertWoven();
  }

  @Test
  void saysWhichJarIsNotThereOrIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

    assertEquals(Main.PROBLEMS, check(folder.resolve("absent.jar")));
    assertEquals(Main.PROBLEMS, check(text));

    List<String> said = err.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
    assertEquals(2, said.size(), said.toString());
    assertTrue(said.get(0).startsWith("cannot read " + folder.resolve("absent.jar")));
    assertTrue(said.get(1).startsWith("cannot read " + text));
  }

  @Test
  void saysWhichMethodHasTooManyParameters() throws IOException {
    String descriptor = "(" + "J".repeat(100) + ")V";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, 0, "a/Long", null, "java/lang/Object", null);
    writer.visitMethod(Opcodes.ACC_PUBLIC, "run", descriptor, null, null).visitEnd();
    Path file = folder.resolve("classes/a/Long.class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    Path rule = folder.resolve("long.yaml");
    Files.writeString(rule, "rules: [{metric: a, class: a.Long, method: run}]\n");

    assertEquals(Main.PROBLEMS, run(rule, folder.resolve("classes").toString()));

    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("has too many parameters to be watched"), said);
    assertTrue(said.contains("finds no method in these jars"), said);
  }

  private int check(Path... classPath) throws IOException {
    return run(
        rules,
        List.of(classPath).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private int run(Path rules, String classPath) throws IOException {
    return Main.run(
        List.of("rules", "check", rules.toString(), "--classpath", classPath),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void assertWoven() {
    assertEquals(
        List.of(
            "2 rules can be used, 0 problems",
            PREFIX + "Shop.buy(Ljava/lang/String;)Z -> a (" + rules.resolve("a.yaml") + ":1)",
            PREFIX + "Shop.handle()V -> b (" + rules.resolve("b.yaml") + ":1)"),
        out.toString(StandardCharsets.UTF_8).lines().sorted().collect(Collectors.toList()));
  }

  private static void add(JarOutputStream jar, String folder, Class<?> type) throws IOException {
    add(jar, folder + type.getName().replace('.', '/') + ".class", ClassFiles.of(type));
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
