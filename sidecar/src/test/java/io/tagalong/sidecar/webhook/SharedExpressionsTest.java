package io.tagalong.sidecar.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent's rules read alike, as their own test of the same name proves. */
class SharedExpressionsTest {
  static Stream<String> lines() throws IOException {
    return Files.readString(Path.of("..", "docs", "expressions.txt"))
        .lines()
        .filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsWhatTheOtherReads(String line) throws ExpressionException {
    if (line.startsWith("+ ")) {
      Expressions.condition(line.substring(2));
    } else {
      String[] parts = line.split(" \\| ", 2);
      ExpressionException refused =
          assertThrows(ExpressionException.class, () -> Expressions.condition(parts[1]));
      int place = Integer.parseInt(parts[0].split(" ", 3)[1]);
      String complaint = parts[0].split(" ", 3)[2];
      assertEquals(complaint + ", at character " + (place + 1), refused.complaint());
    }
  }
}
