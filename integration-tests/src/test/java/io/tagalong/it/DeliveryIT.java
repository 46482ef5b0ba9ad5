package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.http.KeyPolicy;
import io.tagalong.intake.rule.Rule;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was sent arrives once, whatever the intake does to requests. */
class DeliveryIT extends IntakeTest {
  private static final String SERIES = "/api/v2/series";
  private static final String SKETCHES = "/api/beta/sketches";
  private static final String NEW_KEY = "1e".repeat(16);

  @Test
  void deliversEverySumAfterErrorsLostConnectionsAndAHang() throws Exception {
    intake.faults().add(SERIES, Fault.Reply.status(503), 1);
    intake.faults().add(SERIES, new Fault.ResetMidBody(), 1);
    intake.faults().add(SERIES, Fault.Reply.status(500), 1);
    intake.faults().add(SKETCHES, new Fault.CloseAfterHeaders(), 1);
    intake.faults().add(SKETCHES, new Fault.Hang(), 1);

    try (SidecarProcess sidecar = SidecarProcess.start(intake, "--bucket-seconds", "1")) {
      sidecar.send("orders:3|c\nprice:5:7|d");
      sidecar.awaitWhile(() -> intake.metrics().total("orders") == 0);
      sidecar.awaitWhile(() -> intake.metrics().named("price").all().isEmpty());
      sidecar.awaitWhile(() -> intake.metrics().total("tagalong.sidecar.items.delivered") == 0);
      assertEquals(0, sidecar.terminate().status());
    }

    assertEquals(3, intake.metrics().total("orders"));
    assertEquals(2, intake.metrics().summary("price").count());
    assertEquals(5, intake.metrics().total("tagalong.sidecar.delivery.attempts_failed"));
  }

  @Test
  void sendsWhatBrazeSentOnlyOnceWhenNobodyKnowsWhetherItArrived() throws Exception {
    intake.faults().add(SKETCHES, Fault.Reply.status(500), 2);

    try (SidecarProcess sidecar =
        SidecarProcess.start(intake, "--bucket-seconds", "1")
            .expectingLosses("items.dropped.unknown_fate")) {
      sidecar.send("price:5|d\nbraze.messaging.sent:1|d");
      sidecar.awaitWhile(() -> intake.metrics().named("price").all().isEmpty());
      assertEquals(0, sidecar.terminate().status());
    }

    assertEquals(1, intake.metrics().summary("price").count());
    assertEquals(List.of(), intake.metrics().named("braze.messaging.sent").all());
    assertEquals(1, intake.metrics().total("tagalong.sidecar.items.dropped"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "gzip", "zstd"})
  void deliversEveryKindInEveryCompression(String compression) throws Exception {
    Map<String, String> environment =
        Map.of("DD_API_KEY", NEW_KEY, "TAGALONG_COMPRESSION", compression);

    try (SidecarProcess sidecar = SidecarProcess.start(intake, environment)) {
      sidecar.send("orders:3|c\nprice:5:7|d\n_sc|db.up|0");
      assertEquals(0, sidecar.terminate().status());
    }

    assertEquals(3, intake.metrics().total("orders"));
    assertEquals(2, intake.metrics().summary("price").count());
    assertEquals(1, intake.held().checks().size());
  }

  @Test
  void halvesWhatTheIntakeFindsTooLarge() throws Exception {
    intake.faults().add(SERIES, Fault.Reply.status(413), 3);

    try (SidecarProcess sidecar = SidecarProcess.start(intake)) {
      for (int datagram = 0; datagram < 10; datagram++) {
        int first = 100 * datagram;
        sidecar.send(
            IntStream.range(first, first + 100)
                .mapToObj(i -> "orders:1|c|#shop:" + i)
                .collect(Collectors.joining("\n")));
      }
      assertEquals(0, sidecar.terminate().status());
    }

    assertEquals(1000, intake.metrics().total("orders"));
  }

  @Test
  void keepsDataWhileTheKeyIsRevokedAndTakesTheNewOneFromItsFile(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("key"), SidecarProcess.API_KEY);
    Map<String, String> environment = Map.of("DD_API_KEY_FILE", file.toString());

    JavaProcess.Result ended;
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake, environment, "--bucket-seconds", "1")
            .expectingViolations(Rule.KEY_UNKNOWN)) {
      sidecar.send("orders:3|c");
      sidecar.awaitWhile(() -> intake.metrics().total("orders") == 0);
      intake.acceptKeys(KeyPolicy.only(NEW_KEY));
      sidecar.send("refunds:2|c");
      sidecar.awaitWhile(() -> !hasRefused(SERIES));
      Files.writeString(file, NEW_KEY);
      sidecar.awaitWhile(() -> intake.metrics().total("refunds") == 0);
      ended = sidecar.terminate();
    }

    assertEquals(3, intake.metrics().total("orders"), ended.err());
    assertEquals(2, intake.metrics().total("refunds"), ended.err());
    assertTrue(ended.err().contains("was replaced"), ended.err());
    assertFalse(ended.err().contains(NEW_KEY) || ended.err().contains(SidecarProcess.API_KEY));
  }

  @Test
  void deliversToOneEndpointWhileTheOtherHangs() throws Exception {
    try (IntakeEmulator dead = IntakeEmulator.start(EmulatorSettings.defaults())) {
      dead.faults().add("*", new Fault.Hang(), Integer.MAX_VALUE);
      Map<String, String> environment =
          Map.of(
              "DD_API_KEY",
              SidecarProcess.API_KEY,
              "DD_ADDITIONAL_ENDPOINTS",
              "{\"%s\": [\"%s\"]}".formatted(dead.uri(), NEW_KEY));
      JavaProcess.Result ended;
      try (SidecarProcess sidecar =
          SidecarProcess.start(intake, environment, "--bucket-seconds", "1")
              .expectingLosses("items.dropped.shutdown")) {
        for (int i = 0; i < 3; i++) {
          double before = intake.metrics().total("orders");
          sidecar.send("orders:3|c");
          sidecar.awaitWhile(() -> intake.metrics().total("orders") == before);
        }
        ended = sidecar.terminate();
      }

      assertEquals(9, intake.metrics().total("orders"), ended.err());
      assertEquals(0, ended.status(), ended.err());
      assertEquals(List.of(), dead.violations());
      assertTrue(ended.err().contains("items that " + dead.uri().getAuthority()), ended.err());
      assertFalse(ended.err().contains("items that " + intake.uri().getAuthority()), ended.err());
      assertEquals(List.of(), dead.violations());
    }
  }

  @Test
  void deliversWithinItsBudgetWhenItIsTerminatedAndTheIntakeIsSlow() throws Exception {
    intake.faults().add(SERIES, new Fault.Delay(Duration.ofSeconds(2)), 1);
    intake.faults().add(SKETCHES, new Fault.SlowDrip(Duration.ofMillis(5)), 1);

    try (SidecarProcess sidecar = SidecarProcess.start(intake)) {
      sidecar.send("orders:3|c\nprice:5:7|d");
      JavaProcess.Result ended = sidecar.terminate();
      assertEquals(0, ended.status(), ended.err());
      assertEquals("", ended.err());
    }

    assertEquals(3, intake.metrics().total("orders"));
    assertEquals(2, intake.metrics().summary("price").count());
  }

  private boolean hasRefused(String route) {
    return intake.requests().stream()
        .anyMatch(request -> request.route().equals(route) && request.status() == 403);
  }
}
