package io.tagalong.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "'' : there is no verb",
        "confg : unknown verb 'confg'; did you mean 'config'?",
        "config a=b c=d : config takes one list of options",
        "rules : rules takes one of check, schema",
        "rules chek : unknown verb of rules 'chek'; did you mean 'check'?",
        "rules schema x : rules schema takes no more words",
        "rules check : rules check needs a file or a folder",
        "rules check a.yaml --clsspath b.jar : unknown word '--clsspath'; did you mean '--classpath'?",
        "rules check a.yaml --classpath : --classpath needs jars or folders",
        "rules check a.yaml --classpath b.jar c.jar : 'c.jar' is too much",
      })
  void saysWhatIsWrongWithTheWords(String words, String reason) throws IOException {
    assertEquals(Main.USAGE, run(words.isEmpty() ? new String[0] : words.split(" ", -1)));

    assertSaid(err, reason);
    assertTrue(text(err).contains("usage: java -jar"), text(err));
    assertEquals("", text(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void explainsItselfWhenAsked(String word) throws IOException {
    assertEquals(Main.OK, run(word));

    assertSaid(out, "usage: java -jar");
    assertEquals("", text(err));
  }

  @Test
  void printsTheSchemaThatIsInTheJar() throws IOException {
    assertEquals(Main.OK, run("rules", "schema"));

    assertTrue(text(out).contains("\"sample_rate\""), text(out));
  }

  @ParameterizedTest
  @CsvSource({
    "port=x, option port is 'x'",
    "packs=nope, there is no pack nope; the packs are",
  })
  void refusesASettingThatTheAgentWouldRefuse(String option, String reason) throws IOException {
    assertEquals(Main.PROBLEMS, run("config", option));

    assertSaid(err, reason);
    assertEquals("", text(out));
  }

  @Test
  void findsNothingWrongWithAGoodFile(@TempDir Path folder) throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "rules:\n  - {metric: a, class: b.C, method: run}\n");

    assertEquals(Main.OK, run("rules", "check", rules.toString()));

    assertEquals("1 rule can be used, 0 problems", text(out).strip());
  }

  @Test
  void findsNothingWrongWithAFileThatOnlySwitchesTheAgentOff(@TempDir Path folder)
      throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "enabled: false\n");

    assertEquals(Main.OK, run("rules", "check", rules.toString()));

    assertEquals("0 rules can be used, 0 problems", text(out).strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "no-such.yaml : '' : cannot read ",
        "'' : '' : there is no *.yaml in ",
        "empty.yaml : '# nothing' : has no rules; begin their list with 'rules",
        "latin.yaml : 'rules: [] # caf\u00e9' : (line 1 is not UTF-8; save the file as UTF-8)",
      })
  void saysWhyThereIsNothingToCheck(
      String file, String content, String reason, @TempDir Path folder) throws IOException {
    Path path = folder.resolve(file);
    if (!content.isEmpty()) {
      Files.writeString(path, content, StandardCharsets.ISO_8859_1);
    }

    assertEquals(Main.PROBLEMS, run("rules", "check", path.toString()));

    assertTrue(text(err).contains(reason), text(err));
    assertTrue(text(err).contains(path.toString()), text(err));
  }

  private int run(String... arguments) throws IOException {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static void assertSaid(ByteArrayOutputStream said, String beginning) {
    assertTrue(text(said).startsWith(beginning), text(said));
  }

  private static String text(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8);
  }
}
