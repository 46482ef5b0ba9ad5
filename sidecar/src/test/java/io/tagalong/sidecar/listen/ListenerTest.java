package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagalong.sidecar.telemetry.KeptLog;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
  private static final long DEADLINE_SECONDS = 20;
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Telemetry telemetry = new Telemetry();
  private final KeptLog logged = new KeptLog();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void handsOverEachDatagramWithItsSender(String host) throws Exception {
    BlockingQueue<InetSocketAddress> senders = new LinkedBlockingQueue<>();
    DatagramHandler handler =
        (buffer, length, sender) -> {
          received.add(text(buffer, length));
          senders.add((InetSocketAddress) sender);
        };
    try (Listener listener =
            Listener.bind(
                udp(List.of(new InetSocketAddress(host, 0))), telemetry, logged.log(), handler);
        DatagramSocket client = new DatagramSocket()) {
      send(client, listener, "a:1|c");
      send(client, listener, "b:2|g");

      assertEquals(List.of("a:1|c", "b:2|g"), List.of(next(received), next(received)));
      assertEquals(client.getLocalPort(), next(senders).getPort());
      assertEquals(2, telemetry.total(SelfMetric.DATAGRAMS));
    }
  }

  @Test
  void receivesTheLargestDatagramWhole() throws Exception {
    String largest = "x".repeat(65_507); // 65 535 less the headers of IP and UDP.
    try (Listener listener = bind(this::keep);
        DatagramSocket client = new DatagramSocket()) {
      send(client, listener, largest);
      send(client, listener, "");

      assertEquals(largest, next(received));
      assertEquals("", next(received));
    }
  }

  @Test
  void runsHandlerAndTasksOnOneNamedThread() throws Exception {
    try (Listener listener =
            bind((buffer, length, sender) -> received.add(Thread.currentThread().getName()));
        DatagramSocket client = new DatagramSocket()) {
      send(client, listener, "a:1|c");
      listener.loops().get(0).execute(() -> received.add(Thread.currentThread().getName()));
      listener
          .loops()
          .get(0)
          .schedule(Duration.ofMillis(1), () -> received.add(Thread.currentThread().getName()));

      for (int i = 0; i < 3; i++) {
        assertEquals("tagalong-listen-0", next(received));
      }
    }
  }

  @Test
  void goesOnWhenHandlerOrTaskThrows() throws Exception {
    DatagramHandler handler =
        (buffer, length, sender) -> {
          keep(buffer, length, sender);
          throw new AssertionError("first defect");
        };
    try (Listener listener = bind(handler);
        DatagramSocket client = new DatagramSocket()) {
      listener
          .loops()
          .get(0)
          .execute(
              () -> {
                throw new IllegalStateException("second defect");
              });
      send(client, listener, "a");
      send(client, listener, "b");

      assertEquals(List.of("a", "b"), List.of(next(received), next(received)));
    }
    assertEquals(2, telemetry.total(SelfMetric.DATAGRAM_FAILURES));
    assertEquals(1, telemetry.total(SelfMetric.LOOP_TASK_FAILURES));
    assertTrue(
        logged.text().contains("first defect") && logged.text().contains("second defect"),
        logged.text());
  }

  @Test
  void losesNothingThatHadArrivedWhenClosed() throws Exception {
    int datagrams = 500; // More than one read takes.
    CountDownLatch sent = new CountDownLatch(1);
    Listener listener = bind(this::keep);
    try (DatagramSocket client = new DatagramSocket()) {
      listener.loops().get(0).execute(() -> await(sent));
      for (int i = 0; i < datagrams; i++) {
        send(client, listener, "m" + i);
      }
      Thread closer = new Thread(listener::close);
      closer.start();
      sent.countDown();
      closer.join();
    }

    assertEquals(datagrams, received.size());
    assertTrue(received.contains("m" + (datagrams - 1)));
  }

  @Test
  void receivesAtEveryAddressOnOneThread() throws Exception {
    List<InetSocketAddress> both =
        Stream.of("127.0.0.1", "::1").map(host -> new InetSocketAddress(host, 0)).toList();
    DatagramHandler handler =
        (buffer, length, sender) ->
            received.add(text(buffer, length) + " on " + Thread.currentThread().getName());
    try (Listener listener = Listener.bind(udp(both), telemetry, logged.log(), handler);
        DatagramSocket client = new DatagramSocket()) {
      for (String url : listener.urls()) {
        URI uri = URI.create(url);
        byte[] bytes = uri.getHost().getBytes(StandardCharsets.UTF_8);
        client.send(
            new DatagramPacket(
                bytes, bytes.length, new InetSocketAddress(uri.getHost(), uri.getPort())));
      }

      List<String> arrived = Stream.of(next(received), next(received)).sorted().toList();
      assertEquals(
          List.of("127.0.0.1 on tagalong-listen-0", "[0:0:0:0:0:0:0:1] on tagalong-listen-0"),
          arrived);
    }
  }

  @Test
  void freesTheFirstAddressWhenTheSecondIsTaken() throws Exception {
    InetSocketAddress free;
    try (Listener probe = bind(this::keep)) {
      free = probe.address();
    }
    try (Listener holder = bind(this::keep)) {
      List<InetSocketAddress> both = List.of(free, holder.address());

      assertThrows(
          BindFailedException.class,
          () -> Listener.bind(udp(both), telemetry, logged.log(), this::keep));
    }

    Listener.bind(udp(List.of(free)), telemetry, logged.log(), this::keep).close();
  }

  @Test
  void countsWhatTheKernelDroppedWhenItsBufferOverflows() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/net/udp")), "only Linux tells");
    CountDownLatch sent = new CountDownLatch(1);
    int datagrams = 300;
    try (Listener listener = bind(this::keep);
        DatagramSocket client = new DatagramSocket()) {
      listener.loops().get(0).execute(() -> await(sent));
      // Far more than the 8 MiB that Linux makes of the largest buffer that is asked for.
      for (int i = 0; i < datagrams; i++) {
        send(client, listener, "x".repeat(60_000));
      }
      sent.countDown();
    }

    long dropped = telemetry.total(SelfMetric.DATAGRAMS_DROPPED_KERNEL);
    assertTrue(dropped > 0, "the kernel dropped nothing");
    assertEquals(datagrams, dropped + telemetry.total(SelfMetric.DATAGRAMS));
    assertTrue(
        logged.text().contains("The kernel dropped " + dropped + " datagrams"), logged.text());
  }

  @Test
  void freesThePortAndEndsTheThreadWhenClosed() throws Exception {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    Listener listener = bind(this::keep);
    listener.loops().get(0).execute(() -> threads.add(Thread.currentThread()));

    listener.close();
    listener.close();

    Thread loop = next(threads);
    loop.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    assertFalse(loop.isAlive());
    Listener.bind(udp(List.of(listener.address())), telemetry, logged.log(), this::keep).close();
  }

  @Test
  void saysWhatToDoWhenPortIsTaken() throws Exception {
    try (Listener first = bind(this::keep)) {
      InetSocketAddress taken = first.address();

      BindFailedException failure =
          assertThrows(
              BindFailedException.class,
              () -> Listener.bind(udp(List.of(taken)), telemetry, logged.log(), this::keep));

      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("127.0.0.1:" + taken.getPort()), message);
      assertTrue(message.contains("--port") && message.contains("Datadog Agent"), message);
    }
  }

  @Test
  void refusesAHostThatIsNotKnown() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 8125);

    BindFailedException failure =
        assertThrows(
            BindFailedException.class,
            () -> Listener.bind(udp(List.of(unknown)), telemetry, logged.log(), this::keep));

    assertTrue(String.valueOf(failure.getMessage()).contains("nowhere.invalid"));
  }

  @Test
  void warnsWhenSystemGrantsASmallerReceiveBuffer() throws Exception {
    int tooLarge = Integer.MAX_VALUE / 2;

    Listener.bind(udp(List.of(LOOPBACK), tooLarge), telemetry, logged.log(), this::keep).close();

    assertTrue(logged.text().contains("net.core.rmem_max=" + tooLarge), logged.text());
  }

  @Test
  void saysNothingWhenSystemGrantsTheReceiveBuffer() throws Exception {
    Listener.bind(udp(List.of(LOOPBACK), 4096), telemetry, logged.log(), this::keep).close();

    assertEquals("", logged.text());
  }

  private Listener bind(DatagramHandler handler) throws BindFailedException {
    return Listener.bind(udp(List.of(LOOPBACK)), telemetry, logged.log(), handler);
  }

  private static Endpoints udp(List<InetSocketAddress> addresses) {
    return udp(addresses, 0);
  }

  private static Endpoints udp(List<InetSocketAddress> addresses, int receiveBufferBytes) {
    return new Endpoints(addresses, Optional.empty(), Optional.empty(), receiveBufferBytes);
  }

  private void keep(byte[] buffer, int length, SocketAddress sender) {
    received.add(text(buffer, length));
  }

  private static void send(DatagramSocket client, Listener to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    client.send(new DatagramPacket(bytes, bytes.length, to.address()));
  }

  private static String text(byte[] buffer, int length) {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(next, "nothing arrived in time");
    return next;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
