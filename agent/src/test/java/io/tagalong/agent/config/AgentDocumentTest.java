package io.tagalong.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/agent.md} and other pages list of the agent is what it has: settings, packs and
 * metrics of itself. For each page whose settings are not, the test writes the right one to {@code
 * target}.
 */
class AgentDocumentTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path DOCUMENTS = Path.of("..", "docs");
  private static final Path PAGE = DOCUMENTS.resolve("agent.md");
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path PACKS =
      Path.of("src", "main", "resources", "io", "tagalong", "agent", "rulefile");

  /** What stands between the lines is generated: all settings, or those with these keys. */
  private static final Pattern SETTINGS =
      Pattern.compile("(<!-- agent settings: ([a-z_ ]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A metric as the sources name it: whole, or without what SelfMetrics puts before the name. */
  private static final Pattern METRIC =
      Pattern.compile("(?:\"tagalong\\.agent\\.|new Growing\\(\"|= metric\\(\")([a-z_.]+)\"");

  @Test
  void tablesOfSettingsAreThoseOfTheModel() throws IOException {
    List<String> stale = new ArrayList<>();
    for (Path page : files(DOCUMENTS, ".md", README)) {
      String text = Files.readString(page);
      String right =
          SETTINGS
              .matcher(text)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          found.group(1) + table(found.group(2)) + found.group(3)));
      if (!right.equals(text)) {
        Path copy = Path.of("target", page.getFileName().toString());
        Files.writeString(copy, right);
        stale.add(page + ", for which the right text is in " + copy);
      }
    }

    assertEquals(List.of(), stale);
  }

  @Test
  void pageHasEverySetting() throws IOException {
    String page = Files.readString(PAGE);

    assertTrue(page.contains("<!-- agent settings: all -->"), PAGE + " has no table of settings");
  }

  @Test
  void pageHasEveryPack() throws IOException {
    Set<String> packs =
        files(PACKS, ".yaml").stream()
            .map(file -> file.getFileName().toString().replace(".yaml", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(packs, firstColumn("| pack |"));
  }

  @Test
  void pageHasEveryMetricOfTheAgentItself() throws IOException {
    Set<String> metrics = new TreeSet<>();
    for (Path source : files(SOURCES, ".java")) {
      METRIC
          .matcher(Files.readString(source))
          .results()
          .forEach(found -> metrics.add("tagalong.agent." + found.group(1)));
    }

    assertEquals(metrics, firstColumn("| metric |"));
  }

  private static String table(String keys) {
    List<String> wanted =
        keys.equals("all") ? Setting.keys() : Arrays.asList(keys.trim().split(" ", -1));
    StringBuilder rows = new StringBuilder("| option | environment | default | meaning |\n");
    rows.append("|---|---|---|---|\n");
    for (String key : wanted) {
      Setting setting = Setting.named(key);
      if (setting == null) {
        throw new AssertionError("a page wants the setting " + key + ", which there is not");
      }
      String standard = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
      rows.append("| `").append(key).append("` | `").append(setting.variable()).append("` | ");
      rows.append(standard).append(" | ").append(setting.meaning()).append(" |\n");
    }
    return rows.toString();
  }

  /** The codes in the first column of the page's table whose head begins so. */
  private static Set<String> firstColumn(String head) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(head);
    assertTrue(start >= 0, PAGE + " has no table " + head);
    Set<String> codes = new TreeSet<>();
    for (String row : page.substring(start, page.indexOf("\n\n", start)).split("\n", -1)) {
      CODE.matcher(row.split("\\|", -1)[1]).results().forEach(found -> codes.add(found.group(1)));
    }
    return codes;
  }

  private static List<Path> files(Path folder, String ending, Path... more) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return Stream.concat(found.filter(file -> file.toString().endsWith(ending)), Stream.of(more))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
