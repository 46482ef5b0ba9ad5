package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.yaml.TextProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What webhooks' rules read alike, as their own test of the same name proves. */
class SharedExpressionsTest {
  static Stream<String> lines() throws IOException {
    return Files.readString(Path.of("..", "docs", "expressions.txt"))
        .lines()
        .filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsWhatTheOtherReads(String line) throws TextProblem {
    if (line.startsWith("+ ")) {
      Expressions.condition(line.substring(2), Options.defaults());
    } else {
      String[] parts = line.split(" \\| ", 2);
      TextProblem problem =
          assertThrows(
              TextProblem.class, () -> Expressions.condition(parts[1], Options.defaults()));
      String said = "- " + problem.offset() + " " + problem.text();
      assertTrue(said.startsWith(parts[0]), said); // behind it may be words that were meant
    }
  }
}
