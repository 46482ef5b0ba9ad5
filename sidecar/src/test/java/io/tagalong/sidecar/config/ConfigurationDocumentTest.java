package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/configuration.md is the one in {@link Setting}. */
final class ConfigurationDocumentTest {
  private static final String BEGIN = "<!-- settings -->\n";
  private static final String END = "<!-- end of settings -->";

  @Test
  void tableIsThatOfTheSettings() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "configuration.md"));

    String table =
        document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));

    assertEquals(expected(), table);
  }

  private static String expected() {
    String head =
        """
        | key in the file | environment | flag | default | reloaded | meaning |
        |---|---|---|---|---|---|
        """;
    return Arrays.stream(Setting.values())
        .map(setting -> row(setting) + "\n")
        .collect(Collectors.joining("", head, ""));
  }

  private static String row(Setting setting) {
    return "| %s | %s | %s | %s | %s | %s |"
        .formatted(
            codes(setting.keys()),
            codes(setting.variables()),
            codes(setting.flag().stream().toList()),
            codes(setting.defaultText().stream().toList()),
            setting.isReloadable() ? "yes" : "",
            setting.description());
  }

  private static String codes(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
  }
}
