package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.LiveHeap;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.machine.UnusableMachineException;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import io.tagalong.intake.EmulatorSettings;
import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.fault.Fault;
import io.tagalong.intake.fault.FaultScript;
import io.tagalong.intake.store.HeldMetric;
import io.tagalong.intake.store.HeldMetrics;
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
    EmulatorSettings roomy = EmulatorSettings.defaults().withMaxPoints(MAX_POINTS);
    try (IntakeEmulator dead = IntakeEmulator.start(EmulatorSettings.defaults());
        IntakeEmulator alive = IntakeEmulator.start(roomy)) {
      dead.faults().add(FaultScript.ANY_ROUTE, Fault.Reply.status(503), FaultScript.FOREVER);
      Account account = new Account(alive, "endpoint:" + dead.uri().getAuthority());
      Hour hour;
      try (Server server = new Servers(lab).turnedSidecar(dead.uri(), settings(alive), MIDNIGHT)) {
        hour = pass(server, lab, account);
      }
      // The sidecar has ended, so its last account has arrived, too.
      return List.of(
          new Row(
              "bodies in memory of the live heap, in an hour without an intake",
              "15 MiB",
              "",
              String.format(
                  Locale.ROOT,
                  "%s; %s; %d datagrams dropped by the kernel (load %.1f)",
                  String.join(", ", hour.memory()),
                  account.text(),
                  hour.dropped(),
                  ProcessFigures.loadAverage()),
              "outage"));
    }
  }

  private static SidecarSettings settings(IntakeEmulator alive) {
    String additional = "{\"%s\": [\"%s\"]}".formatted(alive.uri(), "1e".repeat(16));
    return new SidecarSettings(
        "64m",
        Map.of("DD_ADDITIONAL_ENDPOINTS", additional),
        List.of("--queue-bytes", QUEUE_BYTES));
  }

  /**
   * What was seen of the hour.
   *
   * @param memory at each of {@link #MINUTES}
   * @param dropped datagrams
   */
  private record Hour(List<String> memory, long dropped) {}

  /** The same load in each bucket, and no more than a bucket on its way to the witness. */
  private static Hour pass(Server server, Lab lab, Account account)
      throws IOException, InterruptedException {
    Payload payload = lab.payload(new PayloadSpec(Mix.CLIENT, CONTEXTS, CONTEXTS / 4));
    TurnedTime time = new TurnedTime(server);
    List<String> memory = new ArrayList<>();
    long dropped = 0;
    for (int bucket = 1; bucket <= 60 * BUCKETS_A_MINUTE; bucket++) {
      dropped += server.measure(Load.once(payload, FILL_RATE)).dropped();
      account.intake().clock().stopAt(MIDNIGHT.plus(BUCKET.multipliedBy(bucket)));
      time.pass(BUCKET);
      account.awaitReports(bucket - 1);
      if (bucket % BUCKETS_A_MINUTE == 0 && MINUTES.contains(bucket / BUCKETS_A_MINUTE)) {
        memory.add(
            String.format(
                Locale.ROOT,
                "%d min %.1f of %.1f MiB",
                bucket / BUCKETS_A_MINUTE,
                account.items("queued_bytes") / MEBIBYTE,
                LiveHeap.bytes(server.program().pid(), lab.folder()) / MEBIBYTE));
      }
    }
    return new Hour(memory, dropped);
  }

  /** What the sidecar has told of an endpoint, all kinds together. */
  private record Account(IntakeEmulator intake, String endpoint) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> REASONS = List.of("queue_full", "expired");

    /** Waits until so many have arrived; a bucket ends with the report on the one before. */
    void awaitReports(long reports) throws InterruptedException {
      if (!intake.await(held -> reportsIn(held.metrics()) >= reports, PATIENCE)) {
        throw new UnusableMachineException(
            "the sidecar's account has not arrived for " + PATIENCE + "; is the machine too busy?");
      }
    }

    private static long reportsIn(HeldMetrics metrics) {
      return metrics.named("tagalong.sidecar.datagrams").all().stream()
          .mapToLong(HeldMetric::points)
          .sum();
    }

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
