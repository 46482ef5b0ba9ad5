package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.CapturedLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRulesTest {
  private static final String ONE_RULE = "rules: [{metric: a, class: b.C, method: run}]\n";

  private final CapturedLog captured = new CapturedLog();
  private final Path folder;
  private boolean unreadable;

  UserRulesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAFileOfRulesOnceUntilItChanges() throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), ONE_RULE);
    UserRules rules = userRules(file);

    assertTrue(rules.read());
    assertFalse(rules.read());
    assertEquals(1, rules.rules().size());

    Files.writeString(file, "enabled: false\n");
    assertTrue(rules.read());
    assertEquals(0, rules.rules().size());
    assertFalse(rules.enabled());
  }

  @Test
  void readsAFileAgainThatCouldNotBeReadThoughItLooksTheSame() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), ONE_RULE);
    UserRules rules = userRules(folder);
    unreadable = true;

    assertTrue(rules.read());
    assertFalse(rules.read(), "nothing is new");
    assertEquals(0, rules.rules().size());
    assertEquals(1, captured.lineCount(), captured.text());
    assertTrue(captured.text().contains("(no rights)"), captured.text());

    unreadable = false;
    assertTrue(rules.read());
    assertEquals(1, rules.rules().size());
    assertFalse(rules.read());
  }

  @Test
  void saysAMistakeAgainThatIsMadeAgain() throws IOException {
    Path file = folder.resolve("a.yaml");
    UserRules rules = userRules(file);

    for (String text : new String[] {"rulse: []\n", ONE_RULE, "rulse: []\n"}) {
      Files.writeString(file, text);
      rules.read();
    }

    assertEquals(2, captured.text().split("unknown key 'rulse'", -1).length - 1, captured.text());
  }

  private UserRules userRules(Path path) {
    return new UserRules(path.toFile(), Options.defaults(), captured.log(), this::text);
  }

  private String text(File file) throws IOException {
    if (unreadable) {
      throw new IOException("no rights");
    }
    return Files.readString(file.toPath());
  }
}
