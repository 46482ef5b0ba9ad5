package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReceiverTest {
  private final Arrivals arrivals = new Arrivals();

  private final Path folder;

  StreamReceiverTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void handsOverEachFrameWithTheSocketAsSender() throws Exception {
    try (Listener listener = bind();
        SocketChannel client = connect(listener)) {
      write(client, frame("a:1|c"), frame("b:2|g\nc:3|c"));

      assertEquals(List.of("a:1|c", "b:2|g\nc:3|c"), List.of(arrivals.next(), arrivals.next()));
      assertEquals(UnixDomainSocketAddress.of(path()), arrivals.lastSender());
      assertEquals(List.of("unix://" + path()), listener.urls().subList(1, 2));
      assertEquals("rwx-w--w-", permissions());
    }
    assertFalse(Files.exists(path()));
    assertEquals(2, arrivals.total(SelfMetric.DATAGRAMS));
    assertEquals(1, arrivals.total(SelfMetric.CONNECTIONS));
    assertEquals("", arrivals.log());
  }

  @Test
  void takesTheLargestFrame() throws Exception {
    String largest = "x".repeat(65_535);
    try (Listener listener = bind();
        SocketChannel client = connect(listener)) {
      write(client, frame(largest), frame("a:1|c"));

      assertEquals(largest, arrivals.next());
      assertEquals("a:1|c", arrivals.next());
    }
  }

  @Test
  void readsFrameThatArrivesInPieces() throws Exception {
    try (Listener listener = bind();
        SocketChannel client = connect(listener);
        SocketChannel other = connect(listener)) {
      byte[] frame = frame("a:1|c");
      for (int i = 0; i < frame.length; i++) {
        write(client, new byte[] {frame[i]});
        write(other, frame("other"));
        if (i < frame.length - 1) {
          assertEquals("other", arrivals.next());
        }
      }

      List<String> last = new ArrayList<>(List.of(arrivals.next(), arrivals.next()));
      assertTrue(last.contains("a:1|c") && last.contains("other"), last.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 0x7c313a61, -1})
  void closesConnectionWhenLengthMakesNoSense(int length) throws Exception {
    try (Listener listener = bind();
        SocketChannel client = connect(listener);
        SocketChannel other = connect(listener)) {
      byte[] bad = ByteBuffer.allocate(6).put(header(length)).put((byte) 'c').put((byte) 7).array();
      write(client, frame("good"), bad);
      awaitEnd(client);
      write(other, frame("a:1|c"));

      assertEquals(List.of("good", "a:1|c"), List.of(arrivals.next(), arrivals.next()));
    }
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_BAD_LENGTH));
    assertEquals(0, arrivals.total(SelfMetric.FRAMES_DROPPED_INCOMPLETE));
    String announced = "announces " + Integer.toUnsignedLong(length) + " bytes";
    assertTrue(arrivals.log().contains(announced), arrivals.log());
    assertTrue(arrivals.log().contains("c\\x07. Before"), arrivals.log());
  }

  @Test
  void closesConnectionWhenFrameDoesNotEndInTime() throws Exception {
    try (Listener listener = bind();
        Listener hasty = bindStream(folder.resolve("hasty"), Duration.ofMillis(50));
        SocketChannel patient = connect(listener);
        SocketChannel client = connect(hasty)) {
      write(patient, header(9));
      write(client, header(9), new byte[] {'a'});

      awaitEnd(client);
      write(patient, "in time!!".getBytes(StandardCharsets.UTF_8));
      assertEquals("in time!!", arrivals.next());
    }
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_TIMEOUT));
    assertEquals(0, arrivals.total(SelfMetric.FRAMES_DROPPED_INCOMPLETE));
  }

  /** Else a few clients that send a byte now and then would hold all connections for ever. */
  @Test
  void givesAFrameNoMoreTimeWhenItsBytesTrickleIn() throws Exception {
    try (Listener listener = bind();
        Listener hasty = bindStream(folder.resolve("hasty"), Duration.ofMillis(50));
        SocketChannel steady = connect(listener);
        SocketChannel trickling = connect(hasty)) {
      write(trickling, header(65_535));
      int bytes = 0;
      while (bytes < 65_534 && accepts(trickling)) {
        bytes++;
        write(steady, frame("a:1|c"));
        assertEquals("a:1|c", arrivals.next());
      }

      awaitEnd(trickling);
    }
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_TIMEOUT));
  }

  @Test
  void letsAClientBeSilentBetweenTwoFrames() throws Exception {
    try (Listener hasty = bindStream(folder.resolve("hasty"), Duration.ofMillis(50));
        SocketChannel silent = connect(hasty);
        SocketChannel client = connect(hasty)) {
      write(silent, frame("before"));
      assertEquals("before", arrivals.next());
      write(client, header(9));
      awaitEnd(client);
      write(silent, frame("after"));

      assertEquals("after", arrivals.next());
    }
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_TIMEOUT));
  }

  @Test
  void handlesAllThatAHalfClosedClientHadSent() throws Exception {
    try (Listener listener = bind();
        SocketChannel client = connect(listener)) {
      write(client, frame("a:1|c"), frame("b:1|c"));
      client.shutdownOutput();

      assertEquals(List.of("a:1|c", "b:1|c"), List.of(arrivals.next(), arrivals.next()));
      awaitEnd(client);
    }
    assertEquals(0, arrivals.total(SelfMetric.FRAMES_DROPPED_INCOMPLETE));
    assertEquals("", arrivals.log());
  }

  @Test
  void isThereForOthersAfterMoreGarbageClientsThanConnections() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (Listener listener = bind();
        SocketChannel steady = connect(listener)) {
      for (int i = 0; i < 2 * StreamReceiver.MAX_CONNECTIONS; i++) {
        byte[] garbage = new byte[64];
        random.nextBytes(garbage);
        garbage[3] = -1; // A length of more than 2^31.
        try (SocketChannel client = connect(listener)) {
          write(client, garbage);
          awaitEnd(client);
        }
      }
      write(steady, frame("a:1|c"));

      assertEquals("a:1|c", arrivals.next(), "seed " + seed);
    }
    assertEquals(
        2 * StreamReceiver.MAX_CONNECTIONS,
        arrivals.total(SelfMetric.FRAMES_DROPPED_BAD_LENGTH),
        "seed " + seed);
    assertEquals(0, arrivals.total(SelfMetric.CONNECTIONS_REJECTED_LIMIT));
    assertTrue(arrivals.log().lines().count() < 20, arrivals.log());
    assertTrue(arrivals.log().matches("[ -~\n]+"), "only plain characters are shown");
  }

  @Test
  void countsFrameThatTheClientBreaksOff() throws Exception {
    try (Listener listener = bind()) {
      try (SocketChannel client = connect(listener)) {
        write(client, frame("a:1|c"), header(9), new byte[] {'a'});
        client.shutdownOutput();
        awaitEnd(client);
      }
      assertEquals("a:1|c", arrivals.next());
    }
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_INCOMPLETE));
  }

  @Test
  void refusesTheNewestConnectionWhenThereAreTooMany() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    try (Listener listener = bind()) {
      for (int i = 0; i < StreamReceiver.MAX_CONNECTIONS; i++) {
        clients.add(connect(listener));
      }
      try (SocketChannel tooMany = connect(listener)) {
        awaitEnd(tooMany);
      }
      write(clients.get(0), frame("a:1|c"));
      assertEquals("a:1|c", arrivals.next());
      clients.remove(0).close();
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
    assertEquals(1, arrivals.total(SelfMetric.CONNECTIONS_REJECTED_LIMIT));
    assertEquals(StreamReceiver.MAX_CONNECTIONS, arrivals.total(SelfMetric.CONNECTIONS));
  }

  @Test
  void handlesCompleteFramesThatHadArrivedWhenClosed() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    Listener listener = bind();
    try (SocketChannel accepted = connect(listener)) {
      write(accepted, frame("first"));
      assertEquals("first", arrivals.next());
      listener.loops().get(0).execute(() -> Arrivals.await(written));
      try (SocketChannel notAccepted = connect(listener)) {
        // More than one read takes, and less than the kernel holds.
        for (int i = 0; i < 3; i++) {
          write(accepted, frame("x".repeat(30_000)));
        }
        write(accepted, header(3));
        write(notAccepted, frame("late"));
        Thread closer = new Thread(listener::close);
        closer.start();
        written.countDown();
        closer.join();
      }
    }

    assertEquals(5, arrivals.total(SelfMetric.DATAGRAMS));
    assertEquals(1, arrivals.total(SelfMetric.FRAMES_DROPPED_INCOMPLETE));
    assertEquals(0, arrivals.total(SelfMetric.LOOP_TASK_FAILURES), arrivals.log());
  }

  private Listener bind() throws BindFailedException {
    return bindStream(path(), StreamReceiver.FRAME_TIMEOUT);
  }

  private Listener bindStream(Path path, Duration frameTimeout) throws BindFailedException {
    return Listener.bind(
        Arrivals.streamAt(path),
        arrivals.telemetry(),
        arrivals.logger(),
        List.of(arrivals),
        frameTimeout);
  }

  private Path path() {
    return folder.resolve("dsd.socket");
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path()));
  }

  private static SocketChannel connect(Listener listener) throws IOException {
    String path = listener.urls().get(1).replaceFirst("^unix://", "");
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static byte[] frame(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] header(int length) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array();
  }

  private static void write(SocketChannel client, byte[]... parts) throws IOException {
    for (byte[] part : parts) {
      ByteBuffer bytes = ByteBuffer.wrap(part);
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    }
  }

  /** Sends one byte, unless the server has closed the connection. */
  private static boolean accepts(SocketChannel client) {
    try {
      return client.write(ByteBuffer.allocate(1)) == 1;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Blocks until the server has closed the connection, orderly or because something was unread. */
  private static void awaitEnd(SocketChannel client) {
    try {
      assertEquals(-1, client.read(ByteBuffer.allocate(1)));
    } catch (IOException reset) {
      assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset.toString());
    }
  }
}
