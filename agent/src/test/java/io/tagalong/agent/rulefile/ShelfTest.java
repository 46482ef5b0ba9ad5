package io.tagalong.agent.rulefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.config.Options;
import io.tagalong.agent.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that open, beside a user's rules. */
class ShelfTest {
  private static final String STATSIG = "com.statsig.sdk.StatsigServerImpl";
  private static final String RULES =
      "rules:\n  - metric: a.count\n    class: com.example.Shop\n    method: buy\n";

  private final Path folder;
  private final CapturedLog captured = new CapturedLog();
  private final Shelf shelf;

  ShelfTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    shelf = new Shelf(new Packs(Options.defaults()), captured.log());
  }

  @Test
  void opensAPackOnlyWhenOneOfItsClassesAppears() throws IOException {
    assertTrue(shelf.names("com/statsig/sdk/StatsigServerImpl"));
    assertFalse(shelf.names("com/example/Shop"));
    assertEquals(List.of(), shelf.rulesWith("com.example.Shop").rules());

    assertEquals(13, shelf.rulesWith(STATSIG).rules().size());
    assertEquals(13, shelf.rulesWith(STATSIG).rules().size());
  }

  @Test
  void hasNoRuleWhileAFileSaysThatAllIsOff() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), RULES);
    Files.writeString(folder.resolve("off.yaml"), "enabled: false\n");
    UserRules rules = new UserRules(folder.toString(), Options.defaults(), captured.log());
    shelf.rulesWith(STATSIG);

    rules.read();
    shelf.use(rules.rules(), rules.enabled());
    assertEquals(0, shelf.book().rules().size());

    Files.delete(folder.resolve("off.yaml"));
    rules.read();
    rules.read();
    shelf.use(rules.rules(), rules.enabled());
    assertEquals(14, shelf.book().rules().size());
    assertTrue(shelf.names("com/example/Shop"));
  }

  @Test
  void meansLoadedClassesOfTheBootLoaderByTheirNames() throws Exception {
    assertTrue(shelf.meant(Class.forName("sun.net.www.protocol.http.HttpURLConnection")));
    assertFalse(shelf.meant(String.class));
    assertFalse(shelf.meant(String[].class));
  }

  @Test
  void hasNoProbeWhileAllIsOff() throws IOException {
    assertEquals(11, shelf.rulesWith("okhttp3.RealCall").probes().size());

    shelf.use(List.of(), false);
    assertEquals(List.of(), shelf.book().probes());

    shelf.use(List.of(), true);
    assertEquals(11, shelf.book().probes().size());
  }
}
