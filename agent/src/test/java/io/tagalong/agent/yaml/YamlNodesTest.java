package io.tagalong.agent.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where problems are. */
class YamlNodesTest {
  private final YamlNodes yaml = new YamlNodes("a.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a: bcd ~ 1:5",
        "a: bcd # why ~ 1:5",
        "a: 'bcd' ~ 1:6",
        "a: \"bcd\" ~ 1:6",
        "a: &anchor bcd ~ 1:13",
        "a: &anchor \"bcd\" ~ 1:4",
        "a: \"b\\u0063d\" ~ 1:4",
        "a: 'b''d' ~ 1:4",
        "a: |/  bcd ~ 1:4",
        "a: bcd/  efg ~ 1:4",
        "x: 1/a: bcd ~ 2:5",
      })
  void namesThePlaceOfTheSecondCharacterOrOfTheNode(String lines, String place) {
    YamlNode value = valueOfA(lines.replace('/', '\n'));

    yaml.problem(value, new TextProblem(1, "no"));

    assertEquals("a.yaml:" + place + ": no", yaml.problems().get(0).toString());
  }

  @Test
  void keepsAProblemInOneLine() {
    yaml.problem(valueOfA("a: |\n  b\n  c\n"), "'b\nc' is too much");

    assertEquals("a.yaml:1:4: 'b\\nc' is too much", yaml.problems().get(0).toString());
  }

  private YamlNode valueOfA(String text) {
    YamlNode root = Objects.requireNonNull(yaml.compose(text));
    return Objects.requireNonNull(yaml.mapping(root, "the file").get("a")).value();
  }
}
