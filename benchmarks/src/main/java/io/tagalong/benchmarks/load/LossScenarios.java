package io.tagalong.benchmarks.load;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.machine.ProcessFigures;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import io.tagalong.benchmarks.payload.Totals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** At which rates nothing is lost: sums sent, less sums at the intake. */
final class LossScenarios {
  private static final PayloadSpec CLIENT = new PayloadSpec(Mix.CLIENT, 1_000, 20_000);
  private static final PayloadSpec MANY = new PayloadSpec(Mix.CLIENT, 10_000, 3_000);
  private static final double[] LADDER = {
    5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000,
    500_000,
  };
  private static final double[] RUST_LADDER = {
    2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000, 100_000,
  };

  /**
   * Datadog's Rust server drops in a queue of its own and does not say so, but then a line becomes
   * much cheaper.
   */
  private static final double HONEST_SHARE = 0.8;

  /** Of each step of a ladder: one disturbance of the machine is not the server's. */
  private static final int TRIES = 3;

  private static final int BUCKET_SECONDS = 10;

  /** Every step of a ladder has several flushes in it. */
  private static final int LADDER_BUCKET_SECONDS = 2;

  private static final SidecarSettings LADDER_SETTINGS =
      new SidecarSettings("64m", "--bucket-seconds", Integer.toString(LADDER_BUCKET_SECONDS));

  private LossScenarios() {}

  /** A rate without loss, in datagrams and lines a second; 0 when even the lowest loses. */
  private record Lossless(double rate, double linesPerSecond) {
    static final Lossless NONE = new Lossless(0, 0);

    String text() {
      return String.format(
          Locale.ROOT, "%.2f M lines/s (%.0f k datagrams/s)", linesPerSecond / 1e6, rate / 1e3);
    }
  }

  /** The highest lossless rate of the sidecar and of Datadog's Rust server. */
  static List<Row> ladder(Lab lab, Plan plan) throws IOException, InterruptedException {
    Lossless sidecar = sidecarLadder(lab, plan);
    Lossless rust = rustLadder(lab, plan);
    boolean hasVerdict = sidecar.rate() > 0 && rust.rate() > 0;
    String ratio =
        hasVerdict
            ? String.format(
                Locale.ROOT, "%.1fx; ", sidecar.linesPerSecond() / rust.linesPerSecond())
            : "no verdict, one lost at the lowest rate already: ";
    return List.of(
        new Row(
            "highest lossless lines/s on one core against Datadog's Rust",
            "5x",
            "8x",
            "%s%s against %s (load %.1f)"
                .formatted(ratio, sidecar.text(), rust.text(), ProcessFigures.loadAverage()),
            "ladder"));
  }

  private static Lossless sidecarLadder(Lab lab, Plan plan)
      throws IOException, InterruptedException {
    Payload payload = lab.payload(CLIENT);
    Lossless best = Lossless.NONE;
    for (double rate : LADDER) {
      // A new server for each step: what one step lost is not the next one's.
      try (Intake intake = new Intake();
          Server server = new Servers(lab).sidecar(intake.uri(), LADDER_SETTINGS)) {
        Totals[] sent = {server.warmUp(payload, plan.warmUpSeconds()).sent()};
        Optional<Lossless> step =
            firstLossless(
                rate,
                () -> {
                  double missingBefore = intake.missing(sent[0], LADDER_BUCKET_SECONDS);
                  Measurement load = server.measure(Load.atRate(payload, rate, plan.stepSeconds()));
                  sent[0] = sent[0].plus(load.sent());
                  double missing = intake.missing(sent[0], LADDER_BUCKET_SECONDS);
                  return missing == missingBefore
                      ? OptionalDouble.of(load.linesPerSecond())
                      : OptionalDouble.empty();
                });
        if (step.isEmpty()) {
          return best;
        }
        best = step.get();
      }
    }
    return best;
  }

  private static Lossless rustLadder(Lab lab, Plan plan) throws IOException, InterruptedException {
    Payload payload = lab.payload(CLIENT);
    Lossless best = Lossless.NONE;
    try (Server server = new Servers(lab).rust()) {
      server.warmUp(payload, plan.warmUpSeconds());
      double[] usual = {0};
      for (double rate : RUST_LADDER) {
        Optional<Lossless> step =
            firstLossless(
                rate,
                () -> {
                  Measurement load = server.measure(Load.atRate(payload, rate, plan.stepSeconds()));
                  usual[0] = Math.max(usual[0], load.nanosPerLine());
                  return load.dropped() == 0 && load.nanosPerLine() >= HONEST_SHARE * usual[0]
                      ? OptionalDouble.of(load.linesPerSecond())
                      : OptionalDouble.empty();
                });
        if (step.isEmpty()) {
          return best;
        }
        best = step.get();
      }
    }
    return best;
  }

  /** One try of a step: its lines a second, empty when something was lost. */
  @FunctionalInterface
  private interface Try {
    OptionalDouble run() throws IOException, InterruptedException;
  }

  private static Optional<Lossless> firstLossless(double rate, Try attempt)
      throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      OptionalDouble linesPerSecond = attempt.run();
      if (linesPerSecond.isPresent()) {
        return Optional.of(new Lossless(rate, linesPerSecond.getAsDouble()));
      }
    }
    return Optional.empty();
  }

  /** A steady load with flushes and new contexts, at three rates. */
  static List<Row> steady(Lab lab, Plan plan) throws IOException, InterruptedException {
    double seconds = plan.lossSeconds();
    return List.of(
        steady(lab, plan, "50 k datagrams/s, 4 MiB buffer", 50_000, seconds, Map.of(), "0", ""),
        steady(
            lab, plan, "150 k datagrams/s, 4 MiB buffer", 150_000, seconds / 2, Map.of(), "", "0"),
        steady(
            lab,
            plan,
            "20 k datagrams/s, 208 KiB buffer",
            20_000,
            seconds / 2,
            Map.of("DD_DOGSTATSD_SO_RCVBUF", "106496"), // Linux doubles it
            "",
            "0"));
  }

  private static Row steady(
      Lab lab,
      Plan plan,
      String what,
      double rate,
      double seconds,
      Map<String, String> environment,
      String must,
      String aim)
      throws IOException, InterruptedException {
    List<Payload> generations = new ArrayList<>();
    for (int i = 0; i * BUCKET_SECONDS < seconds; i++) {
      generations.add(lab.payload(MANY.withGeneration(i)));
    }
    try (Intake intake = new Intake();
        Server server =
            new Servers(lab)
                .sidecar(intake.uri(), new SidecarSettings("64m", environment, List.of()))) {
      Totals warmUp = server.warmUp(lab.payload(MANY), plan.warmUpSeconds()).sent();
      double missingBefore = intake.missing(warmUp, BUCKET_SECONDS);
      TimeUnit.SECONDS.sleep(2 * BUCKET_SECONDS); // the gaps of the warm-up have been told then
      GapWatch gaps = new GapWatch(intake);
      Measurement steady = server.measure(new Load(generations, rate, seconds, 0), gaps::look);
      double missing = intake.missing(warmUp.plus(steady.sent()), BUCKET_SECONDS) - missingBefore;
      gaps.awaitOpenBucket(BUCKET_SECONDS);
      return new Row(
          "loss at " + what + ", " + Math.round(seconds) + " s, 1 % new contexts a flush",
          must,
          aim,
          String.format(
              Locale.ROOT,
              "%.0f of %.0f samples missing, %d datagrams dropped by the kernel; %s (load %.1f)",
              missing,
              steady.sent().counted() + steady.sent().spread(),
              steady.dropped(),
              gaps.text(),
              steady.loadAverage()),
          "steady");
    }
  }

  /** A load that begins when the sidecar says that it is ready. */
  static List<Row> start(Lab lab, Plan plan) throws IOException, InterruptedException {
    return List.of(
        start(lab, 20_000, "0", ""), //
        start(lab, 100_000, "", "0"));
  }

  private static Row start(Lab lab, double rate, String must, String aim)
      throws IOException, InterruptedException {
    Payload payload = lab.payload(CLIENT);
    try (Intake intake = new Intake();
        Server server = new Servers(lab).sidecar(intake.uri(), SidecarSettings.DEFAULT)) {
      Measurement first = server.measure(Load.atRate(payload, rate, 3));
      return new Row(
          String.format(
              Locale.ROOT, "lost when %.0f k datagrams/s come right after ready, 3 s", rate / 1e3),
          must,
          aim,
          String.format(
              Locale.ROOT,
              "%d datagrams dropped by the kernel, %.0f of %.0f samples missing (load %.1f)",
              first.dropped(),
              intake.missing(first.sent(), BUCKET_SECONDS),
              first.sent().counted() + first.sent().spread(),
              first.loadAverage()),
          "start");
    }
  }
}
