package io.tagalong.sidecar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.parse("2026-01-31T09:30:00.12Z"), ZoneId.of("Asia/Tokyo")));

  @Test
  void writesOneLinePerMessageInUtc() {
    log.info("started");
    log.warn("slow");
    log.error("broken");

    assertEquals(
        """
        2026-01-31T09:30:00.120Z INFO started
        2026-01-31T09:30:00.120Z WARN slow
        2026-01-31T09:30:00.120Z ERROR broken
        """,
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void escapesControlCharactersSoThatQuotedDataCannotForgeALine() {
    log.warn("got 'a\n2026 INFO fine\u001b[0m' é");

    assertEquals(
        "2026-01-31T09:30:00.120Z WARN got 'a\\u000a2026 INFO fine\\u001b[0m' é\n",
        bytes.toString(StandardCharsets.UTF_8));
  }
}
