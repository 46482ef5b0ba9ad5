package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents about rules are what the model says. Where one is not, the test writes the right
 * text to {@code target} and names both files.
 */
class RuleDocumentsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "rules.md");
  private static final Path SCHEMA =
      Path.of("src", "main", "resources", "io", "tagalong", "agent", "cli", "rules.schema.json");
  private static final Pattern GENERATED =
      Pattern.compile("<!-- generated -->\n(.*)<!-- end -->", Pattern.DOTALL);
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void documentHasTheTablesOfTheModel() throws IOException {
    Matcher matcher = GENERATED.matcher(Files.readString(DOCUMENT));

    assertTrue(matcher.find(), DOCUMENT + " has no generated part");
    same(RuleReference.tables(), matcher.group(1), DOCUMENT, "rules.tables.md");
  }

  @Test
  void schemaIsThatOfTheModel() throws IOException {
    same(RuleReference.schema(), Files.readString(SCHEMA), SCHEMA, "rules.schema.json");
  }

  @Test
  void everyExampleOfARuleCanBeUsed() throws IOException {
    int ofDocument = 0;
    int ofOthers = 0;
    for (Path document : documents()) {
      Matcher matcher = EXAMPLE.matcher(Files.readString(document));
      while (matcher.find()) {
        String example = matcher.group(1);
        boolean own = document.endsWith(DOCUMENT.getFileName());
        if (own || example.contains("\nrules:\n") || example.startsWith("rules:\n")) {
          RuleFile file = RuleFileReader.read("example", example, Options.defaults());
          assertEquals(List.of(), file.problems(), document + ":\n" + example);
          ofDocument += own ? 1 : 0;
          ofOthers += own ? 0 : 1;
        }
      }
    }

    assertTrue(ofDocument >= 4, "only " + ofDocument + " examples in " + DOCUMENT);
    assertTrue(ofOthers >= 1, "no example in another document, where docs/braze.md has one");
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "docs"))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static void same(String expected, String actual, Path file, String name)
      throws IOException {
    if (!expected.equals(actual)) {
      Path right = Path.of("target", name);
      Files.writeString(right, expected);
      assertEquals(expected, actual, file + " is not up to date; the right text is in " + right);
    }
  }
}
