package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From the socket to the handler, on the loop's own thread, one sender that never overruns it. */
class ReceiveAllocationTest {
  private static final byte[] DATAGRAM =
      "shop.checkout:1|c|#env:prod".getBytes(StandardCharsets.UTF_8);

  /** Several, as a client sends that is not slow; fewer than the kernel holds. */
  private static final int BURST = 8;

  private static final int WARM_UP_BURSTS = 4_000;
  private static final int MEASURED_BURSTS = 2_000;

  private final Arrivals arrivals = new Arrivals();
  private final Watching watching = new Watching();

  @Test
  void receivingOverUdpAllocatesNothing(@TempDir Path folder) throws Exception {
    try (Listener listener = bind(folder);
        DatagramChannel client = DatagramChannel.open().connect(listener.address())) {
      ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM.length).put(0, DATAGRAM);

      assertNothingIsAllocated(() -> client.write(datagram.clear()));
    }
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void receivingFromAUnixSocketAllocatesNothing(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("dsd.socket");
    byte[] to = path.toString().getBytes(StandardCharsets.UTF_8);
    Listener listener =
        Listener.bind(
            Arrivals.datagramsAt(path), arrivals.telemetry(), arrivals.logger(), watching);
    Socket client = Socket.newSocketDomainDgram();
    try (listener) {
      ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM.length).put(0, DATAGRAM);

      assertNothingIsAllocated(() -> client.sendToDomainSocket(datagram, 0, DATAGRAM.length, to));
    } finally {
      client.close();
    }
  }

  private Listener bind(Path folder) throws BindFailedException {
    return Listener.bind(
        Arrivals.streamAt(folder.resolve("stream.socket")),
        arrivals.telemetry(),
        arrivals.logger(),
        watching);
  }

  private void assertNothingIsAllocated(Client client) throws IOException {
    feed(client, WARM_UP_BURSTS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(watching.threadId);

    feed(client, MEASURED_BURSTS);
    long allocatedBytes = threads.getThreadAllocatedBytes(watching.threadId) - before;

    int datagrams = MEASURED_BURSTS * BURST;
    // Less than a byte for each: the smallest object there is has 16.
    assertTrue(
        allocatedBytes < datagrams, allocatedBytes + " bytes for " + datagrams + " datagrams");
  }

  private void feed(Client client, int bursts) throws IOException {
    for (int burst = 0; burst < bursts; burst++) {
      long goal = watching.count.get() + BURST;
      for (int i = 0; i < BURST; i++) {
        client.send();
      }
      while (watching.count.get() < goal) {
        Thread.onSpinWait();
      }
    }
  }

  @FunctionalInterface
  private interface Client {
    int send() throws IOException;
  }

  /** The loop counts, the test reads, hence the atomic and the volatile. */
  private static final class Watching implements DatagramHandler {
    final AtomicLong count = new AtomicLong();
    volatile long threadId;

    @Override
    public void datagram(byte[] buffer, int length, SocketAddress sender) {
      threadId = Thread.currentThread().getId();
      count.incrementAndGet();
    }
  }
}
