package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.rule.Rule;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.StreamClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar's process among killed, doubled and refused ones. */
class HardTimesIT extends IntakeTest {
  private static final int DRAINED = 0;
  private static final int KILLED = 128 + 9;
  private static final int UNAVAILABLE = 69;

  private final Path socket;
  private final Path streamSocket;

  HardTimesIT(@TempDir Path folder) {
    socket = folder.resolve("datagrams");
    streamSocket = folder.resolve("stream");
  }

  @Test
  void takesOverTheSocketsThatAKilledSidecarLeft() throws Exception {
    try (SidecarProcess killed = start()) {
      assertEquals(KILLED, killed.kill().status());
    }
    assertTrue(Files.exists(socket) && Files.exists(streamSocket), "the files are left behind");

    try (SidecarProcess next = start()) {
      StreamClient.send(streamSocket, "orders:3|c", 1);
      assertEquals(DRAINED, next.terminate().status());
    }

    assertEquals(3, intake.metrics().total("orders"));
    assertFalse(Files.exists(socket) || Files.exists(streamSocket), "the files are removed");
  }

  @Test
  void refusesToBeTheSecondOnOnePort() throws Exception {
    try (SidecarProcess first = SidecarProcess.start(intake)) {
      try (JavaProcess second =
          SidecarProcess.run(Map.of(), "--dry-run", "--port", String.valueOf(first.port()))) {
        JavaProcess.Result refused = second.awaitEnd();
        assertEquals(UNAVAILABLE, refused.status());
        assertTrue(refused.err().contains("127.0.0.1:" + first.port()), refused.err());
        assertTrue(refused.err().contains("--port"), refused.err());
      }

      first.send("orders:3|c");
      first.terminate();
    }

    assertEquals(3, intake.metrics().total("orders"));
  }

  @Test
  void keepsEverySumWithinItsMemoryWhileItsKeyIsRefused() throws Exception {
    int datagrams = 300;
    int contexts = 1000;
    String datagram =
        IntStream.range(0, contexts)
            .mapToObj(i -> "visits:1|c|#shop:" + i)
            .collect(Collectors.joining("\n"));
    intake.acceptKeys(KeyPolicy.only("another"));
    JavaProcess.Result ended;
    try (SidecarProcess sidecar =
        start("--bucket-seconds", "1").expectingViolations(Rule.KEY_UNKNOWN)) {
      StreamClient.send(streamSocket, datagram, datagrams);
      sidecar.awaitWhile(
          () -> intake.requests().stream().noneMatch(request -> request.status() == 403));
      StreamClient.send(streamSocket, datagram, datagrams);
      intake.acceptKeys(KeyPolicy.anyWellFormed());
      ended = sidecar.terminate();
    }

    double sent = 2.0 * datagrams * contexts;
    assertEquals(DRAINED, ended.status(), ended.err());
    assertEquals(sent, intake.metrics().total("visits"), ended.err());
    assertEquals(sent, intake.metrics().total("tagalong.sidecar.samples"), ended.err());
    assertEquals(sent, intake.metrics().total("tagalong.sidecar.messages"), ended.err());
    // The harness gives it 64 MB of heap.
    assertFalse(ended.err().contains("OutOfMemory"), ended.err());
    assertEquals(
        1,
        ended.err().lines().filter(line -> line.contains("refuses the API key")).count(),
        ended.err());
  }

  private SidecarProcess start(String... flags) throws Exception {
    String[] all =
        Stream.concat(
                Stream.of(
                    "--socket", socket.toString(), "--stream-socket", streamSocket.toString()),
                Stream.of(flags))
            .toArray(String[]::new);
    return SidecarProcess.start(intake, all);
  }
}
