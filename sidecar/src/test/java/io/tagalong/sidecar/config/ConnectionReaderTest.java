package io.tagalong.sidecar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.connection.AdminAccess;
import io.tagalong.sidecar.connection.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections need a folder, and a token where others than this machine reach them. */
final class ConnectionReaderTest {
  private static final String TOKEN = "a-token-of-some-length";

  @Test
  void wantsNoConnectionsWithoutAFolder() throws Exception {
    assertEquals(Optional.empty(), read(Map.of("TAGALONG_ADMIN_TOKEN", TOKEN)));
  }

  @Test
  void letsInThisMachineWithoutAToken() throws Exception {
    assertEquals(
        Optional.of(
            new ConnectionSettings(
                Path.of("/state"), AdminAccess.fromThisMachine(), Optional.of(Path.of("/past")))),
        read(Map.of("TAGALONG_STATE_DIR", "/state", "TAGALONG_BACKFILL_DIR", "/past")));
  }

  @Test
  void readsTheTokenFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");

    assertEquals(
        Optional.of(
            new ConnectionSettings(
                Path.of("/state"), AdminAccess.withToken(TOKEN), Optional.empty())),
        read(
            Map.of(
                "TAGALONG_STATE_DIR",
                "/state",
                "TAGALONG_HTTP_HOST",
                "0.0.0.0",
                "TAGALONG_ADMIN_TOKEN_FILE",
                file.toString())));
  }

  @Test
  void wantsATokenWhenOthersReachThePort() {
    String problems =
        problems(Map.of("TAGALONG_STATE_DIR", "/state", "TAGALONG_HTTP_HOST", "0.0.0.0"));

    assertTrue(problems.contains("whoever reaches 0.0.0.0"), problems);
    assertTrue(problems.contains("TAGALONG_ADMIN_TOKEN"), problems);
  }

  @Test
  void refusesTokensThatCanBeGuessedAndShowsNone() {
    String problems = problems(Map.of("TAGALONG_ADMIN_TOKEN", "12345678"));

    assertTrue(problems.contains("not shown, 8 characters"), problems);
    assertFalse(problems.contains("12345678"), problems);
  }

  @Test
  void refusesTwoTokensAndFilesThatAreNotThere() {
    String problems =
        problems(Map.of("TAGALONG_ADMIN_TOKEN", TOKEN, "TAGALONG_ADMIN_TOKEN_FILE", "/not/there"));

    assertTrue(problems.contains("Set one of the two"), problems);
    assertTrue(problems(Map.of("TAGALONG_ADMIN_TOKEN_FILE", "/not/there")).contains("/not/there"));
  }

  private static String problems(Map<String, String> environment) {
    return assertThrows(InvalidSettingsException.class, () -> read(environment))
        .problems()
        .toString();
  }

  private static Optional<ConnectionSettings> read(Map<String, String> environment)
      throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("DD_API_KEY", "0f".repeat(16));
    return SettingsReader.read(all, Map.of(), () -> "this-machine").connections();
  }
}
