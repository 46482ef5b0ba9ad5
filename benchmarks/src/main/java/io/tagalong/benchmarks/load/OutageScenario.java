package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.LiveHeap;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Memory over an hour, simulated, in which an intake takes nothing. A second endpoint that works
 * gets the account of the first.
 */
final class OutageScenario {
  private static final double MEBIBYTE = 1 << 20;
  private static final Duration BUCKET = Duration.ofSeconds(10);
  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Integer> MINUTES = List.of(5, 15, 30, 60);
  private static final int BUCKETS_A_MINUTE = 6;
  private static final int CONTEXTS = 5_000;
  private static final double FILL_RATE = 20_000;
  private static final long MAX_POINTS = 10_000_000;

  /** The default, for each of the two endpoints, which share the budget equally. */
  private static final String QUEUE_BYTES = Integer.toString(2 * 15 << 20);

  private OutageScenario() {}

  static List<Row> run(Lab lab, Plan plan) throws IOException, InterruptedException {
    EmulatorSettings settings = EmulatorSettings.defaults().withMaxPoints(MAX_POINTS);
    try (IntakeEmulator dead = IntakeEmulator.start(settings);
        IntakeEmulator alive = IntakeEmulator.start(settings)) {
      dead.faults().add(FaultScript.ANY_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
      alive.clock().stopAt(MIDNIGHT);
      String additional = "{\"%s\": [\"%s\"]}".formatted(alive.uri(), "1e".repeat(16));
      SidecarSettings flags =
          new SidecarSettings(
              "64m",
              Map.of("DD_ADDITIONAL_ENDPOINTS", additional),
              List.of("--queue-bytes", QUEUE_BYTES));
      Account account = new Account(alive, "endpoint:" + dead.uri().getAuthority());
      List<String> memory = new ArrayList<>();
      long dropped = 0;
      try (Server server = new Servers(lab).turnedSidecar(dead.uri(), flags, MIDNIGHT)) {
        Payload payload = lab.payload(new PayloadSpec(Mix.CLIENT, CONTEXTS, CONTEXTS / 4));
        TurnedTime time = new TurnedTime(server);
        for (int bucket = 1; bucket <= 60 * BUCKETS_A_MINUTE; bucket++) {
          dropped += server.measure(Load.once(payload, FILL_RATE)).dropped();
          alive.clock().stopAt(MIDNIGHT.plus(BUCKET.multipliedBy(bucket)));
          time.pass(BUCKET);
          if (bucket % BUCKETS_A_MINUTE == 0 && MINUTES.contains(bucket / BUCKETS_A_MINUTE)) {
            long live = LiveHeap.bytes(server.program().pid(), lab.folder());
            memory.add(
                String.format(
                    Locale.ROOT,
                    "%d min %.1f of %.1f MiB",
                    bucket / BUCKETS_A_MINUTE,
                    account.items("queued_bytes") / MEBIBYTE,
                    live / MEBIBYTE));
          }
        }
      }
      return List.of(
          new Row(
              "bodies in memory of the live heap, over an hour without an intake, "
                  + CONTEXTS / 1000
                  + " k contexts",
              "15 MiB",
              "",
              String.format(
                  Locale.ROOT,
                  "%s; %s; %d datagrams dropped by the kernel (load %.1f)",
                  String.join(", ", memory),
                  account.text(),
                  dropped,
                  ProcessFigures.loadAverage()),
              "outage"));
    }
  }

  /** What the sidecar has told of an endpoint, all kinds together. */
  private record Account(IntakeEmulator intake, String endpoint) {
    private static final List<String> REASONS = List.of("queue_full", "expired");

    double items(String outcome, String... tags) {
      String[] all = Stream.concat(Stream.of(endpoint), Stream.of(tags)).toArray(String[]::new);
      return intake.metrics().total("tagalong.sidecar.items." + outcome, all);
    }

    String text() {
      double missing =
          items("accepted")
              - items("delivered")
              - items("queued")
              - items("spooled")
              - items("dropped");
      return String.format(
          Locale.ROOT,
          "%.0f items accepted, %.0f queued, %s, %.0f unaccounted for",
          items("accepted"),
          items("queued"),
          REASONS.stream()
              .map(why -> "%.0f %s".formatted(items("dropped", "reason:" + why), why))
              .collect(Collectors.joining(", ")),
          missing);
    }
  }
}
