package io.tagalong.sidecar.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.config.LogSettings.Opening;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where logs are taken without being asked, and from where only with a key. */
final class LogSettingsReaderTest {
  @ParameterizedTest
  @CsvSource({
    "auto, 127.0.0.1, '', IF_POSSIBLE",
    "auto, ::1, '', IF_POSSIBLE",
    "auto, localhost, '', IF_POSSIBLE",
    "auto, 0.0.0.0, '', CLOSED",
    "auto, 0.0.0.0, secret, IF_POSSIBLE",
    "on, 127.0.0.1, '', REQUIRED",
    "on, 0.0.0.0, secret, REQUIRED",
    "off, 127.0.0.1, secret, CLOSED",
  })
  void opensTheIntakeWhereOnlyFriendsReachIt(
      String wanted, String host, String key, Opening opening) throws Exception {
    LogSettings logs = read(wanted, host, Map.of("TAGALONG_LOGS_INTAKE_KEY", key));

    assertEquals(opening, logs.opening());
    assertEquals(key.isEmpty() ? 0 : 1, logs.keys().size());
  }

  @Test
  void refusesToTakeLogsOfEverybody() {
    List<Problem> problems = problems("on", "0.0.0.0", Map.of());

    assertEquals(1, problems.size());
    assertTrue(problems.get(0).toString().contains("in your name"), problems.toString());
  }

  @Test
  void takesTheKeyOfAFileAndComplainsWhenThereIsNone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key");
    Map<String, String> named = Map.of("TAGALONG_LOGS_INTAKE_KEY_FILE", file.toString());

    List<Problem> problems = problems("auto", "0.0.0.0", named);
    assertTrue(problems.toString().contains("there is nothing to read"), problems.toString());

    Files.writeString(file, "secret\n");
    LogSettings logs = read("auto", "0.0.0.0", named);
    assertEquals("secret", new String(logs.keys().get(0).bytes().orElseThrow(), UTF_8));
  }

  private static LogSettings read(String wanted, String host, Map<String, String> more)
      throws InvalidSettingsException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("TAGALONG_LOGS_INTAKE", wanted);
    environment.put("TAGALONG_HTTP_HOST", host);
    environment.put("TAGALONG_DRY_RUN", "true");
    return SettingsReader.read(environment, Map.of(), () -> "here").logs();
  }

  private static List<Problem> problems(String wanted, String host, Map<String, String> more) {
    return assertThrows(InvalidSettingsException.class, () -> read(wanted, host, more)).problems();
  }
}
