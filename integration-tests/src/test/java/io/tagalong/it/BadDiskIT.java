package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.fault.Fault;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.SmallDisk;
import io.tagalong.it.harness.StreamClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A spool whose disk is full, or read-only: what the sidecar has accepted it delivers all the same.
 *
 * <p>The route of series stays open, so that the sidecar's account can be watched meanwhile.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadDiskIT extends IntakeTest {
  private static final String EVENTS_ROUTE = "/api/v1/events";

  /** Kinds, as they stand in the name of a body's file. */
  private static final String SKETCHES = "-2-";

  private static final String EVENTS = "-3-";
  private static final String ANY = "-";

  private static final String SMALL = "_e{5,5}:small|event";

  /** An event is a body of its own, and is not compressed: more than a page. */
  private static final String LARGE = "_e{5,4000}:large|" + "x".repeat(4_000);

  /** More than the disk takes of files, and a third of its bytes. */
  private static final int LARGE_AT_ONCE = 40;

  private static final int MOST_LARGE = 10 * LARGE_AT_ONCE;

  private final Path socket;
  private final Path folder;

  BadDiskIT(@TempDir Path folder) throws IOException {
    this.socket = folder.resolve("stream");
    this.folder = Files.createDirectory(folder.resolve("disk"));
  }

  @Test
  void refusesToStartWithAHintWhenTheSpoolIsReadOnly() throws Exception {
    try (SmallDisk disk = SmallDisk.in(folder, SmallDisk.Scarce.BYTES)) {
      disk.setReadOnly(true);

      try (JavaProcess sidecar = SidecarProcess.runOn(disk, environment())) {
        JavaProcess.Result ended = sidecar.awaitEnd();

        assertNotEquals(0, ended.status());
        assertTrue(ended.err().contains("nothing can be written to the folder"), ended.err());
        assertTrue(ended.err().contains("Name a folder that this user may write to"), ended.err());
      }
    }
  }

  @Test
  void deliversFromTheDiskAndFromMemoryWhenTheDiskHasBecomeReadOnly() throws Exception {
    JavaProcess.Result ended;
    try (SmallDisk disk = SmallDisk.in(folder, SmallDisk.Scarce.BYTES)) {
      try (SidecarProcess sidecar = start(disk)) {
        intake.faults().add("*", Fault.Reply.status(503), Integer.MAX_VALUE);
        StreamClient.send(socket, SMALL, 3);
        StreamClient.send(socket, "braze.messaging.sent:1|d", 1);
        sidecar.awaitWhile(() -> bodies(disk, EVENTS) < 3 || bodies(disk, SKETCHES) < 1);

        disk.setReadOnly(true);
        StreamClient.send(socket, SMALL, 4);
        sidecar.awaitWhile(() -> !sidecar.err().contains("data waits in memory only"));
        intake.faults().clear();
        sidecar.awaitWhile(() -> events("delivered") < 7 || degraded() == 0);
        assertEquals(7, intake.held().events().size());
        assertEquals(0, distributions(), "its file could not be deleted first");
        assertEquals(1, bodies(disk, SKETCHES));

        disk.setReadOnly(false);
        sidecar.awaitWhile(() -> distributions() == 0 || degraded() != 0);
        sidecar.awaitWhile(() -> bodies(disk, ANY) > 0);
        assertEquals(0, bodies(disk, ANY));
        ended = sidecar.terminate();
      }
    }

    assertAllHaveArrived(7);
    assertEquals(1, distributions());
    assertTrue(ended.err().contains("works again"), ended.err());
  }

  @ParameterizedTest
  @EnumSource
  void keepsInMemoryAndDeliversWhatAFullDiskRefuses(SmallDisk.Scarce scarce) throws Exception {
    intake.faults().add(EVENTS_ROUTE, Fault.Reply.status(503), Integer.MAX_VALUE);
    JavaProcess.Result ended;
    int sent = 3;
    try (SmallDisk disk = SmallDisk.in(folder, scarce)) {
      try (SidecarProcess sidecar = start(disk)) {
        StreamClient.send(socket, SMALL, sent);
        while (degraded() == 0 && sent < MOST_LARGE) {
          StreamClient.send(socket, LARGE, LARGE_AT_ONCE);
          sent += LARGE_AT_ONCE;
          int all = sent;
          sidecar.awaitWhile(() -> events("spooled") < all && degraded() == 0);
        }
        int all = sent;
        sidecar.awaitWhile(() -> events("accepted") < all);
        assertEquals(sent, events("spooled") + events("queued"));
        assertTrue(events("queued") > 0, "the disk did not take all");

        intake.faults().clear();
        sidecar.awaitWhile(() -> events("delivered") < all || degraded() != 0);
        sidecar.awaitWhile(() -> bodies(disk, ANY) > 0);
        assertEquals(0, bodies(disk, ANY));
        ended = sidecar.terminate();
      }
      assertTrue(ended.err().contains(disk.fullness()), ended.err());
    }

    assertAllHaveArrived(sent);
  }

  private SidecarProcess start(SmallDisk disk) throws Exception {
    return SidecarProcess.startOn(
            disk,
            intake,
            environment(),
            "--bucket-seconds",
            "1",
            "--stream-socket",
            socket.toString())
        .expectingLosses("spool.failed");
  }

  private Map<String, String> environment() {
    return Map.of("DD_API_KEY", SidecarProcess.API_KEY, "TAGALONG_SPOOL_DIR", folder.toString());
  }

  private void assertAllHaveArrived(int sent) {
    assertEquals(sent, events("accepted"));
    assertEquals(sent, events("delivered"));
    assertEquals(0, events("dropped"));
    assertEquals(0, events("queued"));
    assertEquals(0, events("spooled"));
    assertEquals(sent, intake.held().events().size());
    assertEquals(0, intake.metrics().total("tagalong.sidecar.spool.files_set_aside"));
  }

  private double events(String outcome) {
    return intake.metrics().total("tagalong.sidecar.items." + outcome, "kind:events");
  }

  private double degraded() {
    return intake.metrics().total("tagalong.sidecar.spool.degraded");
  }

  /** What must not arrive twice. */
  private long distributions() {
    return intake.metrics().summary("braze.messaging.sent").count();
  }

  /** Files of bodies, whole, unfinished or damaged, on a disk. */
  private static long bodies(SmallDisk disk, String kind) {
    try (Stream<Path> all = Files.walk(disk.files())) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.contains(".body") && name.contains(kind))
          .count();
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      return 0;
    }
  }
}
