package io.tagalong.sidecar.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  private final List<Fault> faults = new ArrayList<>();

  @Test
  void keepsScalarsAsTheyAreWritten() {
    Node root = YamlReader.read("a: 1.10\nb: [yes, \"null\"]\nc: ~\n", faults);

    assertEquals(List.of(), faults);
    assertEquals(
        new Node.Fields(
            new Position(1, 1),
            List.of(
                field(1, "a", scalar(1, 4, "1.10")),
                field(
                    2,
                    "b",
                    new Node.Items(
                        new Position(2, 4), List.of(scalar(2, 5, "yes"), scalar(2, 10, "null")))),
                field(3, "c", new Node.Nothing(new Position(3, 4))))),
        root);
  }

  @Test
  void takesEmptyTextForNothing() {
    assertInstanceOf(Node.Nothing.class, YamlReader.read("# nothing\n", faults));
    assertEquals(List.of(), faults);
  }

  @Test
  void placesErrorsOfSyntax() {
    YamlReader.read("a: 1\nb: [\n", faults);

    assertEquals(1, faults.size());
    assertEquals(3, faults.get(0).position().line());
    assertTrue(faults.get(0).complaint().startsWith("is not YAML: "), faults.toString());
  }

  @Test
  void refusesAliasesTagsDuplicatesAndSecondDocumentsAtOnce() {
    YamlReader.read("a: &x [1]\nb: *x\nc: !!int 1\na: 2\n? [k]\n: v\n---\nd: 1\n", faults);

    assertEquals(
        List.of(
            "2 is an alias",
            "3 has a tag (a word behind \"!\")",
            "4 \"a\" is there for the second time",
            "5 is a name that is no text",
            "8 is a second document"),
        faults.stream().map(fault -> fault.position().line() + " " + fault.complaint()).toList());
  }

  @Test
  void stopsWhereNestingIsTooDeep() {
    YamlReader.read("[".repeat(100_000), faults);

    assertEquals(
        List.of(
            new Fault(
                new Position(1, YamlReader.MAX_DEPTH + 2),
                "is nested too deeply",
                "Allowed are 32 levels of lists and objects")),
        faults);
  }

  @Property
  void survivesAnyText(@ForAll @CharRange(from = ' ', to = '~') String text) {
    YamlReader.read(text.replace('@', '\n'), new ArrayList<>());
  }

  private static Node.Field field(int line, String name, Node value) {
    return new Node.Field(new Position(line, 1), name, value);
  }

  private static Node scalar(int line, int column, String text) {
    return new Node.Scalar(new Position(line, column), text, true);
  }
}
