package io.tagalong.sidecar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedLogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-31T09:30:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final LimitedLog log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock).limited(2);

  @Test
  void saysHowManyLinesWereLeftOutWhenTheNextIsPermitted() {
    for (int i = 1; i <= 5; i++) {
      int n = i;
      log.warn("key", () -> "line " + n);
    }
    now = now.plusSeconds(60);
    log.warn("key", () -> "line 6");
    log.warn("key", () -> "line 7");

    assertEquals(
        List.of("line 1", "line 2", "line 6 (3 like this were not logged)", "line 7"), messages());
  }

  @Test
  void doesNotBuildAMessageThatIsNotLogged() {
    log.warn("key", () -> "1");
    log.warn("key", () -> "2");

    log.warn(
        "key",
        () -> {
          throw new AssertionError("built");
        });

    assertEquals(List.of("1", "2"), messages());
  }

  @Test
  void limitsEachKeyAlone() {
    for (String key : List.of("a", "a", "a", "b")) {
      log.warn(key, () -> key);
    }

    assertEquals(List.of("a", "a", "b"), messages());
  }

  @Test
  void letsFurtherKeysShareOneAllowanceWhenThereAreTooMany() {
    for (int i = 0; i < LimitedLog.MAX_KEYS + 100; i++) {
      log.warn("key " + i, () -> "line");
    }

    assertEquals(LimitedLog.MAX_KEYS + 2, messages().size());
  }

  private List<String> messages() {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" WARN ", 2)[1])
        .toList();
  }
}
