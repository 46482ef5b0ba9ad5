package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.item.Event;
import io.tagalong.intake.item.ServiceCheck;
import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.store.HeldMetrics;
import io.tagalong.intake.store.Summary;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import io.tagalong.it.harness.StreamClient;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sidecar's jar between senders of DogStatsD and a strict intake. */
class SidecarIT extends IntakeTest {
  private static final int UNAVAILABLE = 69;
  private static final int WRONG_CONFIGURATION = 78;

  @Test
  void deliversEveryTypeWhenItIsTerminated() throws Exception {
    send(
        "orders:3|c|#shop:eu\norders:1|c|@0.25|#shop:eu",
        "queue.size:7|g\nqueue.size:4|g",
        "upload.size:10:20:30|h",
        "checkout.time:120|ms",
        "basket.value:12.5:-2:40|d|#shop:EU,Shop:eu",
        "visitors:ann|s\nvisitors:bob|s\nvisitors:ann|s");

    HeldMetrics held = intake.metrics();
    assertEquals(7, held.total("orders", "shop:eu"));
    assertEquals(Optional.of(MetricKind.COUNT), held.kindOf("orders"));
    assertEquals(4, held.total("queue.size"));
    assertEquals(Optional.of(MetricKind.GAUGE), held.kindOf("queue.size"));
    assertEquals(3, held.total("upload.size.count"));
    assertEquals(30, held.total("upload.size.max"));
    assertEquals(20, held.total("upload.size.avg"));
    assertEquals(20, held.total("upload.size.median"));
    assertEquals(120, held.total("checkout.time.95percentile"));
    assertEquals(2, held.total("visitors"));
    Summary basket = held.summary("basket.value", "shop:eu");
    assertEquals(3, basket.count());
    assertEquals(-2, basket.min());
    assertEquals(40, basket.max());
    assertEquals(50.5, basket.sum(), 1e-9);
  }

  @Test
  void keepsTheNeighboursOfAMalformedMessageAndCountsItsReason() throws Exception {
    JavaProcess.Result ended =
        send(
            List.of(
                "messages.rejected.no_pipe",
                "messages.rejected.bad_type",
                "messages.rejected.bad_value",
                "messages.rejected.ev_empty_title",
                "messages.rejected.sc_status"),
            "before:1|c\nno pipe here\nbetween:1|c\nx:1|q\ny:abc|g\nafter:1|c",
            "no pipe here either",
            "_e{0,4}:|text\n_sc|app.up|9");

    HeldMetrics held = intake.metrics();
    assertEquals(1, held.total("before"));
    assertEquals(1, held.total("between"));
    assertEquals(1, held.total("after"));
    assertEquals(2, rejected(held, "no_pipe"));
    assertEquals(1, rejected(held, "bad_type"));
    assertEquals(1, rejected(held, "bad_value"));
    assertEquals(1, rejected(held, "ev_empty_title"));
    assertEquals(1, rejected(held, "sc_status"));
    long noPipeLines = ended.err().lines().filter(line -> line.contains("no pipe here")).count();
    assertEquals(1, noPipeLines, "one line for two messages: " + ended.err());
  }

  @Test
  void deliversEventsAndServiceChecks() throws Exception {
    send(
        "_e{6,11}:Deploy|two\\nlines.|t:warning|p:low|h:web-1|k:deploys|#env:prod",
        "_sc|db.up|2|h:db-7|#shard:a|m:slow");

    Event event = intake.held().events().get(0);
    assertEquals("Deploy", event.title());
    assertEquals("two\nlines.", event.text());
    assertEquals("web-1", event.host());
    assertEquals(List.of("env:prod"), event.tags());
    ServiceCheck check = intake.held().checks().get(0);
    assertEquals("db.up", check.check());
    assertEquals(2, check.status());
    assertEquals("db-7", check.host());
    assertEquals("slow", check.message());
    assertEquals(List.of("shard:a"), check.tags());
    assertEquals(1, intake.metrics().total("tagalong.sidecar.events"));
    assertEquals(1, intake.metrics().total("tagalong.sidecar.service_checks"));
  }

  @Test
  void losesNothingWhenItIsRestartedWithinABucket() throws Exception {
    for (int i = 0; i < 3; i++) {
      send("restarts:5|c|#pod:a");
    }

    assertEquals(15, intake.metrics().total("restarts", "pod:a"));
  }

  /** The burst fits into the receive buffer whatever the machine is busy with. */
  @Test
  void losesNothingAndAddsNothingRightAfterItHasWarmedUp() throws Exception {
    int datagrams = 50;
    try (SidecarProcess sidecar = SidecarProcess.start(intake, "--warm-up", "true")) {
      for (int i = 0; i < datagrams; i++) {
        sidecar.send("burst:1|c");
      }
      assertEquals("", sidecar.terminate().err());
    }

    HeldMetrics held = intake.metrics();
    assertEquals(datagrams, held.total("burst"));
    assertEquals(datagrams, held.total("tagalong.sidecar.messages"));
  }

  @Test
  void deliversAtTheBucketsEndWhenItGoesOnRunning() throws Exception {
    try (SidecarProcess sidecar = SidecarProcess.start(intake, "--bucket-seconds", "1")) {
      sidecar.send("ticks:1|c");

      sidecar.awaitWhile(() -> intake.metrics().total("ticks") == 0);

      assertEquals(1, intake.metrics().total("ticks"));
    }
  }

  /**
   * Every datagram comes from a socket of its own, which the kernel assigns to one of the loops.
   */
  @Test
  void addsUpWhatSeveralLoopsReceive() throws Exception {
    int datagrams = 300;
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake, "--listen-loops", "3", "--bucket-seconds", "1")) {
      for (int i = 0; i < datagrams; i++) {
        sidecar.send("spread:1|c\nspread.values:%d|d\nspread.members:m%d|s".formatted(i, i % 7));
      }
      sidecar.awaitWhile(() -> intake.metrics().total("spread") < datagrams);
      sidecar.awaitWhile(() -> !intake.table().contains("loop:2"));
      sidecar.terminate();
    }

    HeldMetrics held = intake.metrics();
    assertEquals(datagrams, held.total("spread"));
    assertEquals(datagrams, held.summary("spread.values").count());
    assertEquals(44_850, held.summary("spread.values").sum());
    assertEquals(datagrams, held.total("tagalong.sidecar.datagrams"));
    for (int loop = 0; loop < 3; loop++) {
      assertTrue(intake.table().contains("loop:" + loop), intake.table());
    }
  }

  @Test
  void takesFramesFromAUnixStreamSocketBesideUdp(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("stream.socket");
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake, "--stream-socket", socket.toString())) {
      StreamClient.send(socket, "orders:3|c|#via:unix", 1);
      sidecar.send("orders:4|c|#via:udp");
      sidecar.terminate();
    }

    assertEquals(3, intake.metrics().total("orders", "via:unix"));
    assertEquals(4, intake.metrics().total("orders", "via:udp"));
  }

  @Test
  void saysBothWaysOutWhenThereIsNoKey() throws Exception {
    JavaProcess.Result result = refused(Map.of());

    assertEquals(WRONG_CONFIGURATION, result.status());
    assertTrue(result.err().contains("DD_API_KEY"), result.err());
    assertTrue(result.err().contains("--dry-run"), result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "DD_SITE, datadoghq.con, datadoghq.com",
    "DD_SITE, us-1, us1",
    "TAGALONG_BUKET_SECONDS, 10, TAGALONG_BUCKET_SECONDS",
    "TAGALONG_BUCKET_SECONDS, ten, 60",
  })
  void refusesWrongSettingsAndNamesWhatIsMeant(String variable, String value, String hint)
      throws Exception {
    JavaProcess.Result result =
        refused(
            Map.of("DD_API_KEY", SidecarProcess.API_KEY, variable, value), "--bind", "127.0.0.1");

    assertEquals(WRONG_CONFIGURATION, result.status());
    assertTrue(result.err().contains(variable), result.err());
    assertTrue(result.err().contains(hint), result.err());
    assertFalse(result.err().contains(SidecarProcess.API_KEY), "a key is never printed");
  }

  @Test
  void refusesAnUnknownFlagAndNamesTheNearest() throws Exception {
    JavaProcess.Result result =
        refused(Map.of("DD_API_KEY", SidecarProcess.API_KEY), "--buket-seconds", "10");

    assertEquals(WRONG_CONFIGURATION, result.status());
    assertTrue(result.err().contains("--bucket-seconds"), result.err());
  }

  @Test
  void endsWhenThePortIsTaken() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      JavaProcess.Result result =
          refused(Map.of(), "--dry-run", "--port", String.valueOf(other.getLocalPort()));

      assertEquals(UNAVAILABLE, result.status());
      assertTrue(result.err().contains("127.0.0.1:" + other.getLocalPort()), result.err());
    }
  }

  @Test
  void printsInsteadOfDeliveringInADryRun() throws Exception {
    JavaProcess.Result result;
    try (SidecarProcess sidecar = SidecarProcess.startDryRun()) {
      sidecar.send("orders:3|c|#shop:eu");
      result = sidecar.terminate();
    }

    assertTrue(
        result.out().lines().anyMatch(line -> line.matches(" *count +orders +3 +\\S+ +shop:eu")),
        result.out());
  }

  private static double rejected(HeldMetrics held, String reason) {
    return held.total("tagalong.sidecar.messages.rejected", "reason:" + reason);
  }

  /** Sends datagrams to a new sidecar, terminates it, and checks what must always hold. */
  private JavaProcess.Result send(String... datagrams) throws Exception {
    return send(List.of(), datagrams);
  }

  private JavaProcess.Result send(List<String> expectedLosses, String... datagrams)
      throws Exception {
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake).expectingLosses(expectedLosses.toArray(String[]::new))) {
      for (String datagram : datagrams) {
        sidecar.send(datagram);
      }
      JavaProcess.Result ended = sidecar.terminate();
      assertFalse(ended.err().contains("LEAK"), ended.err());
      assertFalse(ended.err().contains(SidecarProcess.API_KEY), "a key is never printed");
      return ended;
    }
  }

  private static JavaProcess.Result refused(Map<String, String> environment, String... flags)
      throws Exception {
    try (JavaProcess process = SidecarProcess.run(environment, flags)) {
      return process.awaitEnd();
    }
  }
}
