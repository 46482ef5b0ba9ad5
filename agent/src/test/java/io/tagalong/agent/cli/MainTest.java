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

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void explainsItselfWhenTheVerbIsUnknown() throws IOException {
    assertEquals(Main.USAGE, run("rules", "chek"));

    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("usage: "));
  }

  @Test
  void printsTheSchemaThatIsInTheJar() throws IOException {
    assertEquals(Main.OK, run("rules", "schema"));

    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"sample_rate\""));
  }

  @Test
  void refusesASettingThatTheAgentWouldRefuse() throws IOException {
    assertEquals(Main.PROBLEMS, run("config", "port=x"));

    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("option port is 'x'"));
  }

  @Test
  void findsNothingWrongWithAGoodFile(@TempDir Path folder) throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "rules:\n  - {metric: a, class: b.C, method: run}\n");

    assertEquals(Main.OK, run("rules", "check", rules.toString()));

    assertEquals("1 rules can be used, 0 problems", out.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void saysWhichFileItCannotRead() throws IOException {
    assertEquals(Main.PROBLEMS, run("rules", "check", "no-such.yaml"));

    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("cannot read no-such.yaml"));
  }

  private int run(String... arguments) throws IOException {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
