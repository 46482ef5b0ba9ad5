package io.tagalong.benchmarks.load;

import static io.tagalong.benchmarks.load.Servers.CONTROL;
import static io.tagalong.benchmarks.load.Servers.SIDECAR;

import io.tagalong.benchmarks.load.Servers.SidecarSettings;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The sidecar against others, in interleaved rounds. */
final class Duels {
  private static final PayloadSpec CLIENT = new PayloadSpec(Mix.CLIENT, 1_000, 20_000);
  private static final PayloadSpec UNTAGGED = new PayloadSpec(Mix.UNTAGGED, 1_000, 20_000);
  private static final PayloadSpec HEAVY = new PayloadSpec(Mix.HEAVY, 3_000, 6_000);

  /** What Datadog's server in Rust keeps up with: 8 KiB each. */
  private static final double HEAVY_RATE = 4_000;

  private static final double MODEST_RATE = 20_000;

  private Duels() {}

  /**
   * @param delivered which share of what reached the sidecar also reached the intake; near 1, or
   *     the sidecar was fast because it dropped
   */
  private record Outcome(Rounds rounds, double delivered) {
    /** The figures, and how far they can be trusted. */
    String verdict(String form, Object... figures) {
      String text =
          String.format(Locale.ROOT, form, figures)
              + String.format(
                  Locale.ROOT,
                  " (%s, sums %.2f %% of expected)",
                  rounds.circumstances(),
                  100 * delivered);
      return rounds.hasVerdict() ? text : "no verdict, too much else ran: " + text;
    }
  }

  /** Starts a server of a duel. */
  private interface Opponent {
    Server start(Servers servers) throws IOException, InterruptedException;
  }

  /** Full ingest against the bare C receiver. */
  static List<Row> control(Lab lab, Plan plan) throws IOException, InterruptedException {
    Outcome outcome =
        duel(lab, plan, CLIENT, payload -> Load.flood(payload, plan.roundSeconds()), List.of());
    Rounds rounds = outcome.rounds();
    return List.of(
        new Row(
            "full ingest, CPU ns a line against bare C, saturated",
            "3.0x",
            "2.0x",
            outcome.verdict(
                "%sx; %s against %s ns; %s M lines/s",
                rounds.ratio(SIDECAR, CONTROL, Measurement::nanosPerLine).text(2),
                rounds.of(SIDECAR, Measurement::nanosPerLine).text(0),
                rounds.of(CONTROL, Measurement::nanosPerLine).text(0),
                rounds.of(SIDECAR, one -> one.linesPerSecond() / 1e6).text(2)),
            "control"));
  }

  /** Against Datadog's Rust DogStatsD, at a rate that it sustains. */
  static List<Row> rust(Lab lab, Plan plan) throws IOException, InterruptedException {
    Outcome outcome =
        duel(
            lab,
            plan.withLongWarmUp(),
            CLIENT,
            payload -> Load.atRate(payload, MODEST_RATE, plan.roundSeconds()),
            List.of(Servers::rust));
    Rounds rounds = outcome.rounds();
    return List.of(
        new Row(
            "lines per CPU second against Datadog's Rust at 20 k datagrams/s",
            "3x",
            "5x",
            outcome.verdict(
                "%sx; %s against %s ns a line",
                rounds.ratio(SIDECAR, "rust", Measurement::linesPerCpuSecond).text(2),
                rounds.of(SIDECAR, Measurement::nanosPerLine).text(0),
                rounds.of("rust", Measurement::nanosPerLine).text(0)),
            "rust"));
  }

  /** Against npm's statsd, which knows no tags. */
  static List<Row> statsd(Lab lab, Plan plan) throws IOException, InterruptedException {
    Outcome outcome =
        duel(
            lab,
            plan,
            UNTAGGED,
            payload -> Load.flood(payload, plan.roundSeconds()),
            List.of(Servers::statsd));
    Rounds rounds = outcome.rounds();
    return List.of(
        new Row(
            "lines per CPU second against npm statsd, untagged counts, saturated",
            "5x",
            "8x",
            outcome.verdict(
                "%sx; %s against %s ns a line",
                rounds.ratio(SIDECAR, "statsd", Measurement::linesPerCpuSecond).text(2),
                rounds.of(SIDECAR, Measurement::nanosPerLine).text(0),
                rounds.of("statsd", Measurement::nanosPerLine).text(0)),
            "statsd"));
  }

  /** Heavy lines against bare C. */
  static List<Row> heavy(Lab lab, Plan plan) throws IOException, InterruptedException {
    Outcome outcome =
        duel(lab, plan, HEAVY, payload -> Load.flood(payload, plan.roundSeconds()), List.of());
    Rounds rounds = outcome.rounds();
    return List.of(
        new Row(
            "heavy lines, MB per CPU second against bare C, saturated",
            "0.3x",
            "0.5x",
            outcome.verdict(
                "%sx; %s against %s MB",
                rounds.ratio(SIDECAR, CONTROL, Measurement::megabytesPerCpuSecond).text(2),
                rounds.of(SIDECAR, Measurement::megabytesPerCpuSecond).text(0),
                rounds.of(CONTROL, Measurement::megabytesPerCpuSecond).text(0)),
            "heavy"));
  }

  /** Heavy lines against Datadog's Rust DogStatsD, at a rate that it sustains. */
  static List<Row> heavyRust(Lab lab, Plan plan) throws IOException, InterruptedException {
    Outcome outcome =
        duel(
            lab,
            plan.withLongWarmUp(),
            HEAVY,
            payload -> Load.atRate(payload, HEAVY_RATE, plan.roundSeconds()),
            List.of(Servers::rust));
    Rounds rounds = outcome.rounds();
    return List.of(
        new Row(
            "heavy lines, MB per CPU second against Datadog's Rust at 4 k datagrams/s",
            "4x",
            "8x",
            outcome.verdict(
                "%sx; %s against %s MB",
                rounds.ratio(SIDECAR, "rust", Measurement::megabytesPerCpuSecond).text(2),
                rounds.of(SIDECAR, Measurement::megabytesPerCpuSecond).text(0),
                rounds.of("rust", Measurement::megabytesPerCpuSecond).text(0)),
            "heavy-rust"));
  }

  /** Against any server that a command line starts. */
  static Scenario other(String command, double rate) {
    return (lab, plan) -> {
      Outcome outcome =
          duel(
              lab,
              plan,
              CLIENT,
              payload -> new Load(List.of(payload), rate, plan.roundSeconds(), 0),
              List.of(servers -> servers.command(command)));
      Rounds rounds = outcome.rounds();
      return List.of(
          new Row(
              "lines per CPU second against `" + command + "`",
              "",
              "",
              outcome.verdict(
                  "%sx; %s against %s ns a line",
                  rounds.ratio(SIDECAR, "other", Measurement::linesPerCpuSecond).text(2),
                  rounds.of(SIDECAR, Measurement::nanosPerLine).text(0),
                  rounds.of("other", Measurement::nanosPerLine).text(0)),
              "other --server ... --rate ..."));
    };
  }

  /** 3000 heavy contexts are 6 MB of tags before anything is done with them. */
  private static String heap(PayloadSpec spec) {
    return spec.mix() == Mix.HEAVY ? "256m" : "64m";
  }

  /** Warms all servers up, runs the rounds, and holds the sidecar's sums against the lines sent. */
  private static Outcome duel(
      Lab lab, Plan plan, PayloadSpec spec, Function<Payload, Load> load, List<Opponent> opponents)
      throws IOException, InterruptedException {
    Servers servers = new Servers(lab);
    Payload payload = lab.payload(spec);
    List<Server> started = new ArrayList<>();
    try (Intake intake = new Intake()) {
      started.add(servers.control());
      started.add(servers.sidecar(intake.uri(), new SidecarSettings(heap(spec))));
      for (Opponent opponent : opponents) {
        started.add(opponent.start(servers));
      }
      double expected = 0;
      for (Server server : started) {
        Measurement warmUp = server.warmUp(payload, plan.warmUpSeconds());
        expected += server.name().equals(SIDECAR) ? warmUp.expectedSum() : 0;
      }
      Rounds rounds = Rounds.run(started, load.apply(payload), plan.rounds());
      started.forEach(Server::close); // the sidecar delivers what it still has
      return new Outcome(rounds, intake.sum() / (expected + rounds.expectedSum(SIDECAR)));
    } finally {
      started.forEach(Server::close);
    }
  }
}
