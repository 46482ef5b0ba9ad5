package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Only Linux spreads the senders over sockets that share a port. */
@EnabledOnOs(OS.LINUX)
class SeveralLoopsTest {
  private static final int LOOPS = 3;
  private static final int CLIENTS = 64;
  private static final int DATAGRAMS_PER_CLIENT = 20;

  private final Arrivals arrivals = new Arrivals();
  private final List<Summing> handlers =
      IntStream.range(0, LOOPS).mapToObj(index -> new Summing()).toList();

  @Test
  void spreadsTheSendersAndLosesNothing() throws Exception {
    long sent = 0;
    try (Listener listener = bind(at("127.0.0.1", 0))) {
      for (int client = 0; client < CLIENTS; client++) {
        try (DatagramSocket socket = new DatagramSocket()) {
          for (int i = 0; i < DATAGRAMS_PER_CLIENT; i++) {
            int value = client * DATAGRAMS_PER_CLIENT + i;
            send(socket, listener.address(), Integer.toString(value));
            sent += value;
          }
        }
      }
    }

    assertEquals(sent, handlers.stream().mapToLong(handler -> handler.sum).sum());
    assertEquals(CLIENTS * DATAGRAMS_PER_CLIENT, arrivals.total(SelfMetric.DATAGRAMS));
    for (int i = 0; i < LOOPS; i++) {
      // That 64 senders all miss one of 3 sockets has the chance (2/3)^64, or 1 in 10^11.
      assertEquals(Set.of("tagalong-listen-" + i), handlers.get(i).threads);
    }
  }

  @Test
  void keepsTheDatagramsOfOneSenderOnOneLoop() throws Exception {
    try (Listener listener = bind(at("::1", 0));
        DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < DATAGRAMS_PER_CLIENT; i++) {
        send(socket, listener.address(), "1");
      }
    }

    long receivers = handlers.stream().filter(handler -> !handler.threads.isEmpty()).count();
    assertEquals(1, receivers);
    assertEquals(DATAGRAMS_PER_CLIENT, arrivals.total(SelfMetric.DATAGRAMS));
  }

  @Test
  void runsTasksOnTheLoopThatIsAsked() throws Exception {
    Set<String> threads = new HashSet<>();
    try (Listener listener = bind(at("127.0.0.1", 0))) {
      CountDownLatch ran = new CountDownLatch(1);
      listener
          .loops()
          .get(2)
          .execute(
              () -> {
                threads.add(Thread.currentThread().getName());
                ran.countDown();
              });
      Arrivals.await(ran);
    }

    assertEquals(Set.of("tagalong-listen-2"), threads);
  }

  @Test
  void countsWhatTheKernelDroppedFromEachSocketOnce() throws Exception {
    int datagrams = 200;
    CountDownLatch sent = new CountDownLatch(1);
    try (Listener listener = bind(small(at("127.0.0.1", 0)))) {
      listener.loops().forEach(loop -> loop.execute(() -> Arrivals.await(sent)));
      for (int client = 0; client < CLIENTS; client++) {
        try (DatagramSocket socket = new DatagramSocket()) {
          for (int i = 0; i < datagrams; i++) {
            send(socket, listener.address(), "1");
          }
        }
      }
      sent.countDown();
    }

    long dropped = arrivals.total(SelfMetric.DATAGRAMS_DROPPED_KERNEL);
    assertTrue(dropped > 0, "the kernel dropped nothing");
    assertEquals((long) CLIENTS * datagrams, dropped + arrivals.total(SelfMetric.DATAGRAMS));
  }

  @Test
  void leavesUnixSocketsToTheFirstLoop(@TempDir Path folder) throws Exception {
    Endpoints endpoints =
        new Endpoints(
            List.of(at("127.0.0.1", 0)),
            Optional.empty(),
            Optional.of(folder.resolve("s.socket")),
            0);
    try (Listener listener =
        Listener.bind(endpoints, arrivals.telemetry(), arrivals.logger(), handlers)) {
      assertEquals(2, listener.urls().size());
      assertEquals(1, listener.loops().get(1).receivers().size());
    }
  }

  /** Without this, two sidecars would share the senders and nobody would know. */
  @Test
  void refusesAnAddressThatAnotherSharesAlready() throws Exception {
    try (Listener first = bind(at("127.0.0.1", 0))) {
      BindFailedException failure =
          assertThrows(BindFailedException.class, () -> bind(first.address()));

      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("choose another port with --port"), message);
    }
  }

  @Test
  void saysWhatToDoWhereSocketsCannotShareAPort() {
    BindFailedException failure =
        assertThrows(
            BindFailedException.class,
            () -> BoundSocket.requireSharing(Set.of(), at("127.0.0.1", 8125)));

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("127.0.0.1:8125 with several loops"), message);
    assertTrue(message.endsWith("Set --listen-loops to 1."), message);
  }

  @Test
  void endsAllThreadsWhenClosed() throws Exception {
    bind(at("127.0.0.1", 0)).close();

    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("tagalong-listen-")));
  }

  private Listener bind(InetSocketAddress address) throws BindFailedException {
    return bind(new Endpoints(List.of(address), Optional.empty(), Optional.empty(), 0));
  }

  private Listener bind(Endpoints endpoints) throws BindFailedException {
    return Listener.bind(endpoints, arrivals.telemetry(), arrivals.logger(), handlers);
  }

  /** With buffers that are soon full. */
  private static Endpoints small(InetSocketAddress address) {
    return new Endpoints(List.of(address), Optional.empty(), Optional.empty(), 4096);
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static void send(DatagramSocket client, InetSocketAddress to, String text)
      throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    client.send(new DatagramPacket(bytes, bytes.length, to));
  }

  /** Has no lock: it is one loop's until that has ended, and the test's then. */
  private static final class Summing implements DatagramHandler {
    private final Set<String> threads = new HashSet<>();
    private long sum;

    @Override
    public void datagram(byte[] buffer, int length, SocketAddress sender) {
      threads.add(Thread.currentThread().getName());
      sum += Long.parseLong(new String(buffer, 0, length, StandardCharsets.UTF_8));
    }
  }
}
