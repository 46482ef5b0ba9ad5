package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.Log;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that keeps what arrives, with the counters and the log that a listener needs. */
final class Arrivals implements DatagramHandler {
  private static final long DEADLINE_SECONDS = 20;

  private record Arrival(String text, SocketAddress sender) {}

  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private SocketAddress lastSender = new InetSocketAddress(0);

  @Override
  public void datagram(byte[] buffer, int length, SocketAddress sender) {
    arrivals.add(new Arrival(new String(buffer, 0, length, StandardCharsets.UTF_8), sender));
  }

  /** The next text that arrives. */
  String next() throws InterruptedException {
    Arrival next = arrivals.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(next, "nothing arrived in time; the log says: " + log());
    lastSender = next.sender;
    return next.text;
  }

  /** Whoever sent the last {@link #next}. */
  SocketAddress lastSender() {
    return lastSender;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  long total(SelfMetric metric) {
    return telemetry.total(metric);
  }

  Log logger() {
    return logged.log();
  }

  String log() {
    return logged.text();
  }

  static Endpoints streamAt(Path path) {
    return new Endpoints(anyUdp(), Optional.empty(), Optional.of(path), 0);
  }

  static Endpoints datagramsAt(Path path) {
    return new Endpoints(anyUdp(), Optional.of(path), Optional.empty(), 0);
  }

  static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static List<InetSocketAddress> anyUdp() {
    return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }
}
