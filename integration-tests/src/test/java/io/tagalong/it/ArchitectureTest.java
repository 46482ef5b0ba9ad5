package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tagalong.it.harness.Artifacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The arrow tables of ARCHITECTURE.md, held against the class files.
 *
 * <p>A table is exact: an arrow that no code uses any more has to leave it, too.
 */
class ArchitectureTest {
  private static final Pattern ARROW = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @CsvSource({
    "agent, io.tagalong.agent",
    "metrics, io.tagalong.metrics",
    "sidecar, io.tagalong.sidecar",
    "intake-emulator, io.tagalong.intake",
  })
  void arrowsAreThoseOfTheTable(String module, String base) throws IOException {
    Map<String, Set<String>> table = table(module);
    Map<String, Set<String>> code = arrows(module, base, table);

    assertFalse(table.isEmpty(), "ARCHITECTURE.md has no table 'Arrows of " + module + "'");
    assertEquals(lines(table), lines(code), "ARCHITECTURE.md and the code of " + module);
  }

  /** The rows under the heading {@code Arrows of <module>}: package, then what it may use. */
  private static Map<String, Set<String>> table(String module) throws IOException {
    Map<String, Set<String>> table = new TreeMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Artifacts.root().resolve("ARCHITECTURE.md"))) {
      if (line.startsWith("#")) {
        inside = line.endsWith(" Arrows of " + module);
      } else if (inside && line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        table.put(codes(cells[1]).iterator().next(), codes(cells[2] + cells[3]));
      }
    }
    return table;
  }

  private static Set<String> codes(String cell) {
    Matcher matcher = CODE.matcher(cell);
    return matcher.results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the classes of a module use: other packages of theirs, and libraries. */
  private static Map<String, Set<String>> arrows(
      String module, String base, Map<String, Set<String>> table) {
    Path classes = Artifacts.root().resolve(module).resolve("target/classes");
    StringWriter out = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out, true),
                new PrintWriter(out, true),
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                "-verbose:package",
                classes.toString());
    assertEquals(0, status, out.toString());

    Set<String> libraries =
        table.values().stream()
            .flatMap(Set::stream)
            .filter(name -> name.contains("."))
            .collect(Collectors.toSet());
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (String line : out.toString().lines().toList()) {
      Matcher matcher = ARROW.matcher(line);
      if (matcher.matches() && matcher.group(1).startsWith(base)) {
        Set<String> uses =
            arrows.computeIfAbsent(room(matcher.group(1), base), name -> new TreeSet<>());
        String used = matcher.group(2);
        if (used.startsWith(base)) {
          uses.add(room(used, base));
        } else if (!used.startsWith("java") && !used.startsWith("org.jspecify")) {
          uses.add(library(used, libraries));
        }
      }
    }
    return arrows;
  }

  /** A package's name in the table: the last part, the module's own for the root. */
  private static String room(String packageName, String base) {
    return packageName.substring(
        packageName.equals(base) ? base.lastIndexOf('.') + 1 : base.length() + 1);
  }

  private static String library(String packageName, Set<String> libraries) {
    return libraries.stream()
        .filter(prefix -> packageName.equals(prefix) || packageName.startsWith(prefix + "."))
        .findFirst()
        .orElse(packageName);
  }

  private static String lines(Map<String, Set<String>> arrows) {
    return arrows.entrySet().stream()
        .map(entry -> entry.getKey() + " -> " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
