package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class UnixDatagramReceiverTest {
  private final Arrivals arrivals = new Arrivals();

  private final Path folder;

  UnixDatagramReceiverTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void loadLibrary() {
    Epoll.ensureAvailability();
  }

  @Test
  void handsOverEachDatagramOnTheListenersThread() throws Exception {
    String[] thread = new String[1];
    DatagramHandler handler =
        (buffer, length, sender) -> {
          thread[0] = Thread.currentThread().getName();
          arrivals.datagram(buffer, length, sender);
        };
    try (Listener listener =
            Listener.bind(
                Arrivals.datagramsAt(path()), arrivals.telemetry(), arrivals.logger(), handler);
        Client client = new Client(listener)) {
      assertTrue(client.send("a:1|c") && client.send("") && client.send("b:2|g"));

      assertEquals(
          List.of("a:1|c", "", "b:2|g"),
          List.of(arrivals.next(), arrivals.next(), arrivals.next()));
      assertEquals("tagalong-listen-0", thread[0]);
      assertEquals(UnixDomainSocketAddress.of(path()), arrivals.lastSender());
      assertEquals(List.of("unixgram://" + path()), listener.urls().subList(1, 2));
    }
    assertFalse(Files.exists(path()));
    assertEquals(3, arrivals.total(SelfMetric.DATAGRAMS));
  }

  @Test
  void takesTheLargestDatagramAndDropsALargerOne() throws Exception {
    String largest = "x".repeat(65_535);
    try (Listener listener = bind();
        Client client = new Client(listener)) {
      assertTrue(client.send(largest));
      assertEquals(largest, arrivals.next());
      assertTrue(client.send("y".repeat(65_536)) && client.send("z".repeat(100_000)));
      assertTrue(client.send("a:1|c"));

      assertEquals("a:1|c", arrivals.next());
    }
    assertEquals(2, arrivals.total(SelfMetric.DATAGRAMS_DROPPED_TRUNCATED));
    assertEquals(2, arrivals.total(SelfMetric.DATAGRAMS));
    assertTrue(arrivals.log().contains("more than 65535 bytes"), arrivals.log());
  }

  @Test
  void makesClientsWaitAndLosesNothingWhenTheLoopIsBusyUntilClosed() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    int sent = 0;
    Listener listener = bind();
    try (Client client = new Client(listener)) {
      listener.loops().get(0).execute(() -> Arrivals.await(full));
      while (client.send("a:" + sent + "|c")) {
        sent++;
      }
      Thread closer = new Thread(listener::close);
      closer.start();
      full.countDown();
      closer.join();
    }

    assertTrue(sent > 0);
    assertEquals(sent, arrivals.total(SelfMetric.DATAGRAMS));
  }

  private Listener bind() throws BindFailedException {
    return Listener.bind(
        Arrivals.datagramsAt(path()), arrivals.telemetry(), arrivals.logger(), arrivals);
  }

  private Path path() {
    return folder.resolve("dsd.socket");
  }

  /** A client that does not wait. */
  private static final class Client implements AutoCloseable {
    private final Socket socket = Socket.newSocketDomainDgram();
    private final byte[] to;

    Client(Listener listener) {
      String path = listener.urls().get(1).replaceFirst("^unixgram://", "");
      to = path.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the kernel took the datagram. */
    boolean send(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
      direct.put(0, bytes);
      return socket.sendToDomainSocket(direct, 0, bytes.length, to) == bytes.length;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
