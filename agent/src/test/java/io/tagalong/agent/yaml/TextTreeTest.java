package io.tagalong.agent.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTreeTest {
  @Test
  void readsTextsAndMappingsInTheOrderOfTheFile() {
    TextTree tree = TextTree.read("f.yaml", "b: 1\na: {x: y}\n");

    assertEquals(List.of(), tree.problems());
    assertEquals("{b=1, a={x=y}}", tree.entries().toString());
  }

  @Test
  void readsWhatAByteOrderMarkAndWindowsLineEndsAreAround() {
    TextTree tree = TextTree.read("f.yaml", "\ufeffa: b\r\nc:\r\n  d: e\r\n");

    assertEquals(List.of(), tree.problems());
    assertEquals(Map.of("a", "b", "c", Map.of("d", "e")), tree.entries());
  }

  @Test
  void leavesOutWhatIsNeitherTextNorMapping() {
    TextTree tree = TextTree.read("f.yaml", "a: [b]\nc: d\n");

    assertEquals(List.of("f.yaml:1:4: 'a' must be a text or a number, and not empty"), texts(tree));
    assertEquals(Map.of("c", "d"), tree.entries());
  }

  @Test
  void endsWhereAMappingHoldsItself() {
    TextTree tree = TextTree.read("f.yaml", "a: &a\n  b: *a\n");

    assertEquals(List.of("f.yaml:1:4: 'b' is more than 20 mappings deep; keep fewer"), texts(tree));
  }

  /** The billion laughs: 18 mappings, of which each holds the one before it ten times. */
  @Test
  void endsWhereAliasesMultiply() {
    StringBuilder text = new StringBuilder("a0: &a0 {x: y}\n");
    for (int i = 1; i < 18; i++) {
      text.append("a" + i + ": &a" + i + " {");
      for (int j = 0; j < 10; j++) {
        text.append("k" + j + ": *a" + (i - 1) + ", ");
      }
      text.append("}\n");
    }

    TextTree tree = TextTree.read("f.yaml", text.toString());

    assertTrue(
        texts(tree).get(0).contains("there are more than 100000 entries"), texts(tree).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "'a: [' ~ f.yaml:1:5: this is not YAML: expected the node content",
        "'a: b\n---\nc: d' ~ f.yaml:2:1: this is not YAML: expected a single document in the"
            + " stream, but found another document",
        "'a: b\n\tc: d' ~ f.yaml:2:1: this is not YAML: found character '\\t(TAB)'",
        "'a: b\nc: \u0001' ~ f.yaml:2:1: this is not YAML: it has the character U+0001",
      })
  void saysWhereItIsNotYamlAndWhy(String text, String problem) {
    TextTree tree = TextTree.read("f.yaml", text);

    assertEquals(Map.of(), tree.entries());
    assertTrue(texts(tree).get(0).startsWith(problem), texts(tree).toString());
  }

  @Test
  void refusesWhatIsTooLong() {
    assertEquals(
        List.of("f.yaml:1:1: the file has 4000001 characters; 4000000 can be"),
        texts(TextTree.read("f.yaml", "#".repeat(4_000_001))));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertEquals(
        List.of("f.yaml:1:1: this is nested too deeply to be read"),
        texts(TextTree.read("f.yaml", "[".repeat(100_000))));
  }

  private static List<String> texts(TextTree tree) {
    return tree.problems().stream().map(Problem::toString).collect(Collectors.toList());
  }
}
