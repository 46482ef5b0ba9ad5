package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.it.harness.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md asks of every source file. */
class SourceRulesTest {
  private static final int MAX_LINES = 400;

  /** Written apart, so that this file does not break its own rule. */
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  private static final Pattern SWITCHED_OFF = Pattern.compile("@Dis" + "abled\\b");
  private static final Pattern SLEEP = Pattern.compile("Thread\\.sle" + "ep\\(");
  private static final Pattern EMPTY_CATCH =
      Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}", Pattern.DOTALL);

  private static List<Path> sources;

  @BeforeAll
  static void findSources() throws IOException {
    try (Stream<Path> files = Files.walk(Artifacts.root())) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> file.toString().contains("/src/"))
              .toList();
    }
    assertTrue(sources.size() > 100, "found " + sources.size() + " sources");
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<Path> silent =
        sources.stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !folder.endsWith("java/lang"))
            .filter(folder -> folder.toString().contains("/src/main/"))
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();

    assertEquals(List.of(), silent);
  }

  @Test
  void noFileIsTwoRoomsInOne() {
    assertEquals(List.of(), offenders(text -> text.lines().count() > MAX_LINES));
  }

  @Test
  void nothingIsLeftForLaterOrSwitchedOff() {
    assertEquals(List.of(), offenders(LEFT_OVER.asPredicate()));
    assertEquals(List.of(), offenders(SWITCHED_OFF.asPredicate()));
  }

  @Test
  void noCatchSwallows() {
    assertEquals(List.of(), offenders(EMPTY_CATCH.asPredicate()));
  }

  @Test
  void noTestSleeps() {
    assertEquals(
        List.of(),
        offenders(SLEEP.asPredicate()).stream()
            .filter(file -> file.toString().contains("/src/test/"))
            .toList());
  }

  private static List<Path> offenders(Predicate<String> breaksTheRule) {
    return sources.stream()
        .filter(file -> breaksTheRule.test(read(file)))
        .map(file -> Artifacts.root().relativize(file))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
