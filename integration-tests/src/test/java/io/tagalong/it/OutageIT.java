package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.fault.Fault;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.StreamClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An intake that is down for longer than the sidecar has memory. */
class OutageIT extends IntakeTest {
  private static final String EVENTS_ROUTE = "/api/v1/events";

  private static final long QUEUE_BYTES = 8 << 20;

  /** Classes, Netty and the buckets, and what the collector finds no time for. */
  private static final long REST_OF_THE_HEAP_BYTES = 32 << 20;

  /** More than the queue holds: an event is a body of its own, and is not compressed. */
  private static final int BUCKETS = 8;

  private static final int EVENTS_A_BUCKET = 400;
  private static final int SENT = BUCKETS * EVENTS_A_BUCKET;
  private static final String EVENT = "_e{3,4000}:big|" + "x".repeat(4_000);

  private final Path socket;

  OutageIT(@TempDir Path folder) {
    socket = folder.resolve("stream");
  }

  /** The route of series stays open, so that the sidecar's account can be watched meanwhile. */
  @Test
  void holdsItsMemoryAndFindsEveryEventAgainAfterAnOutage() throws Exception {
    intake.faults().add(EVENTS_ROUTE, Fault.Reply.status(503), Integer.MAX_VALUE);

    try (SidecarProcess sidecar =
        SidecarProcess.start(
                intake,
                "--bucket-seconds",
                "1",
                "--queue-bytes",
                String.valueOf(QUEUE_BYTES),
                "--stream-socket",
                socket.toString())
            .expectingLosses("items.dropped.queue_full")) {
      for (int bucket = 1; bucket <= BUCKETS; bucket++) {
        int sent = bucket * EVENTS_A_BUCKET;
        StreamClient.send(socket, EVENT, EVENTS_A_BUCKET);
        sidecar.awaitWhile(() -> events("accepted") < sent);
      }
      long liveBytes = sidecar.liveHeapBytes();
      intake.faults().clear();
      sidecar.awaitWhile(() -> events("delivered") + events("dropped") < SENT);
      sidecar.terminate();

      assertTrue(liveBytes < QUEUE_BYTES + REST_OF_THE_HEAP_BYTES, liveBytes + " bytes");
    }

    assertEquals(SENT, events("accepted"));
    assertEquals(SENT, events("delivered") + events("dropped"));
    assertEquals(0, events("queued"));
    assertTrue(events("dropped") > 0, "there was more than the queue holds");
    assertEquals(events("delivered"), intake.held().events().size());
  }

  private double events(String outcome) {
    return intake.metrics().total("tagalong.sidecar.items." + outcome, "kind:events");
  }
}
