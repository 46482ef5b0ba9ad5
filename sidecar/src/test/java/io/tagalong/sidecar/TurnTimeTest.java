package io.tagalong.sidecar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.config.SettingsSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TurnTimeTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TAGALONG_DRY_RUN", "true",
          "DD_DOGSTATSD_PORT", "0",
          "TAGALONG_LOGS_INTAKE", "off",
          "TAGALONG_WARM_UP", "false");

  private final AtomicLong seconds =
      new AtomicLong(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond());
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void countsWhatWasSentBeforeInTheBucketThatATurnEnds() throws Exception {
    SettingsSource source = new SettingsSource(ENVIRONMENT, Map.of(), () -> "h");
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Time time = new Time(new Seconds(), () -> 0);
    Sidecar sidecar = Sidecar.start(source, source.load(), "test", time, out, out);

    send(sidecar, "before:1|c");
    sidecar.turnTime(() -> seconds.addAndGet(10));
    send(sidecar, "after:1|c");
    sidecar.turnTime(() -> seconds.addAndGet(10));
    String whileRunning = printed.toString(StandardCharsets.UTF_8);
    sidecar.stop();

    assertTrue(
        whileRunning.matches(
            "(?s).*00:00:00Z, 10 s: .* before +1 .*00:00:10Z, 10 s: .* after +1 .*"),
        whileRunning);
  }

  private static void send(Sidecar sidecar, String datagram) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, sidecar.address()));
    }
  }

  /** Shows whole seconds. */
  private final class Seconds extends Clock {
    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds.get());
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
