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
  void everyExampleOfTheDocumentCanBeUsed() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(DOCUMENT));
    int examples = 0;
    while (matcher.find()) {
      RuleFile file = RuleFileReader.read("example", matcher.group(1), Options.standard());
      assertEquals(List.of(), file.problems(), matcher.group(1));
      examples++;
    }

    assertTrue(examples >= 4, "only " + examples + " examples");
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
