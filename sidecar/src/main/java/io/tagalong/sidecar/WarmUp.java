package io.tagalong.sidecar;

import io.tagalong.sidecar.Pipeline.Surroundings;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.config.Settings;
import io.tagalong.sidecar.encode.BodyEncoder;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.listen.Endpoints;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a throw-away copy of the sidecar on made-up messages, before the real one listens.
 *
 * <p>A JVM that has just started interprets, ten times slower than what it compiles a moment later:
 * whoever sends at full rate at once would overrun the receive buffer. The copy is made of the real
 * classes and reads a real socket, so that what gets compiled is what will run. Nothing of it is
 * delivered, counted or logged.
 *
 * <p>Threads: the caller's sends; the copy has an event loop of its own, which has ended when
 * {@link #run} returns.
 */
final class WarmUp {
  private static final int MAX_DATAGRAMS = 8_000;
  private static final Duration BUDGET = Duration.ofSeconds(1);

  /** Datagrams on their way at a time: far fewer than the smallest receive buffer holds. */
  private static final int WINDOW = 32;

  private static final long PAUSE_NANOS = 20_000;
  private static final long SEED = 42;

  private final Surroundings surroundings =
      new Surroundings(Time.ofTheMachine(), new Telemetry(), silentLog());

  private WarmUp() {}

  /**
   * Returns when all has been read, which takes half a second on an idle machine, or when the
   * budget for it is spent on one that is busy.
   *
   * @param settings those of the real sidecar, of which endpoints and destination are not used
   */
  static void run(Settings settings, Enricher enricher) throws IOException {
    new WarmUp().feed(settings, enricher);
  }

  private void feed(Settings settings, Enricher enricher) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Endpoints endpoints = new Endpoints(List.of(anyPort), Optional.empty(), Optional.empty(), 0);
    Outlet nowhere = new Nowhere(settings.delivery().encoding());
    Pipeline pipeline = Pipeline.open(settings, endpoints, 1, enricher, nowhere, surroundings);
    try {
      send(pipeline.address());
    } finally {
      pipeline.close();
    }
  }

  private static Log silentLog() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Log(nowhere, Clock.systemUTC());
  }

  private void send(InetSocketAddress to) throws IOException {
    List<ByteBuffer> datagrams = SyntheticTraffic.datagrams(SEED);
    try (DatagramChannel client = DatagramChannel.open()) {
      client.connect(to);
      long endNanos = System.nanoTime() + BUDGET.toNanos();
      for (int sent = 0; sent < MAX_DATAGRAMS && awaitWindow(sent, endNanos); sent++) {
        client.write(datagrams.get(sent % datagrams.size()).rewind());
      }
    }
  }

  /** Waits until few enough are on their way; false when the time is over before. */
  private boolean awaitWindow(int sent, long endNanos) {
    while (sent - surroundings.telemetry().total(SelfMetric.DATAGRAMS) >= WINDOW) {
      if (System.nanoTime() - endNanos > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Encodes, so that this is compiled too, and forgets. */
  private record Nowhere(EncodeOptions options) implements Outlet {
    @Override
    public void start() {}

    @Override
    public void take(Snapshot snapshot) {
      var unused = BodyEncoder.encode(snapshot, options);
    }

    @Override
    public void take(Notices notices) {}

    @Override
    public void stop(Duration budget) {}
  }
}
