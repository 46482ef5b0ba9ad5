package io.tagalong.sidecar.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A log that keeps its lines for a test to read; for it all of them are of one moment. */
public final class KeptLog {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, UTF_8), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  public Log log() {
    return log;
  }

  public String text() {
    return bytes.toString(UTF_8);
  }

  public List<String> lines() {
    return text().lines().toList();
  }
}
