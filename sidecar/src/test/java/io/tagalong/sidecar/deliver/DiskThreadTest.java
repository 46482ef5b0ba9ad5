package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiskThreadTest {

  /** Short, because it always runs out here. */
  private static final Duration SOON = Duration.ofMillis(20);

  private final CountDownLatch answers = new CountDownLatch(1);
  private DiskThread disk = new DiskThread("disk of the test", DiskThread.PATIENCE);

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void givesTheResultAndTheFailureOfTheWork() throws IOException {
    IOException full = new IOException("no space left on device");

    assertEquals("read", disk.await(() -> "read", late -> {}));
    IOException failed =
        assertThrows(
            IOException.class,
            () ->
                disk.await(
                    () -> {
                      throw full;
                    }));

    assertEquals(full, failed);
    assertFalse(disk.isOverdue());
  }

  @Test
  void tellsEverybodyAtOnceThatTheDiskHangsUntilItHasAnswered() throws Exception {
    disk = new DiskThread("disk of the test", SOON);
    CountDownLatch late = new CountDownLatch(1);
    String[] result = new String[1];

    assertThrows(
        DiskHangsException.class,
        () ->
            disk.await(
                this::hang,
                read -> {
                  result[0] = read;
                  late.countDown();
                }));
    assertThrows(DiskHangsException.class, () -> disk.await(() -> "next", read -> {}));
    assertTrue(disk.isOverdue());
    answers.countDown();
    late.await();
    while (disk.isOverdue()) {
      Thread.onSpinWait();
    }

    assertEquals("late", result[0]);
    disk = new DiskThread("disk of the test", DiskThread.PATIENCE);
    assertEquals("next", disk.await(() -> "next", read -> {}));
  }

  @Test
  void doesItsWorkAndKeepsTheInterruptWhenTheCallerIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();

    String result = disk.await(() -> "read", late -> {});

    assertEquals("read", result);
    assertTrue(Thread.interrupted(), "whoever was interrupted still is");
  }

  @Test
  void takesAFolderOnTrustWhenItsDiskHangsAtTheStart() throws IOException {
    SpoolProbe.probe(this::hang, SOON);

    answers.countDown();
    IOException refused = new IOException("read-only");
    assertThrows(
        IOException.class,
        () ->
            SpoolProbe.probe(
                () -> {
                  throw refused;
                },
                DiskThread.PATIENCE));
  }

  private String hang() throws IOException {
    try {
      answers.await();
    } catch (InterruptedException broken) {
      throw new IOException(broken);
    }
    return "late";
  }
}
