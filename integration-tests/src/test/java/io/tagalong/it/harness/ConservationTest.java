package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The harness finds items that no account has. */
class ConservationTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private IntakeEmulator intake;

  @BeforeEach
  void start() throws Exception {
    Clock clock = Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC);
    intake = IntakeEmulator.start(EmulatorSettings.defaults().withClock(clock));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void holdsWhenWhatWaitsIsTheRestOfWhatCame() throws Exception {
    Conservation conservation = Conservation.of(intake, START);
    report("a", 1, Map.of("accepted", 10, "delivered", 4, "queued", 5, "spooled", 1));
    report("a", 2, Map.of("accepted", 2, "delivered", 5, "dropped", 3, "queued", 0, "spooled", 0));
    report("a", 3, Map.of("queued", 0, "spooled", 0));

    conservation.assertHolds();
  }

  @Test
  void failsWhenAnItemIsGoneForOneReportOnly() throws Exception {
    Conservation conservation = Conservation.of(intake, START);
    report("a", 1, Map.of("accepted", 10, "queued", 9));
    report("a", 2, Map.of("queued", 10));

    assertThrows(AssertionError.class, conservation::assertHolds);
  }

  @Test
  void failsWhenOneEndpointHasTheItemOfAnother() throws Exception {
    Conservation conservation = Conservation.of(intake, START);
    report("a", 1, Map.of("accepted", 1, "queued", 0));
    report("b", 1, Map.of("accepted", 1, "queued", 2));

    assertThrows(AssertionError.class, conservation::assertHolds);
  }

  @Test
  void leavesOutWhatOthersReportedBefore() throws Exception {
    report("a", -1, Map.of("accepted", 7, "queued", 0));
    report("a", 1, Map.of("accepted", 7, "queued", 0));
    Conservation conservation = Conservation.of(intake, START);
    report("a", 0, Map.of("accepted", 7, "queued", 0));
    report("a", 2, Map.of("accepted", 3, "queued", 3));

    conservation.assertHolds();
  }

  /** What a sidecar says so many seconds after the start. */
  private void report(String endpoint, int second, Map<String, Integer> outcomes) throws Exception {
    String series =
        outcomes.entrySet().stream()
            .map(outcome -> series(endpoint, second, outcome.getKey(), outcome.getValue()))
            .collect(Collectors.joining(","));
    HttpRequest request =
        HttpRequest.newBuilder(intake.uri().resolve("/api/v2/series"))
            .header("DD-API-KEY", SidecarProcess.API_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"series\":[" + series + "]}"))
            .build();
    assertEquals(202, client.send(request, BodyHandlers.discarding()).statusCode());
    assertEquals(List.of(), intake.violations());
  }

  private static String series(String endpoint, int second, String outcome, int items) {
    boolean waits = outcome.equals("queued") || outcome.equals("spooled");
    return """
        {"metric":"tagalong.sidecar.items.%s","type":%d,"interval":1,
        "tags":["endpoint:%s","kind:series"],"resources":[{"type":"host","name":"h"}],
        "points":[{"timestamp":%d,"value":%d}]}
        """
        .formatted(outcome, waits ? 3 : 1, endpoint, START.getEpochSecond() + second, items);
  }
}
