package io.tagalong.benchmarks.load;

import static io.tagalong.benchmarks.load.Servers.CONTROL;
import static io.tagalong.benchmarks.load.Servers.SIDECAR;

import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.Payload;
import io.tagalong.benchmarks.payload.PayloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar against another server in interleaved rounds, with the control in C beside both.
 *
 * @param row what the table says of it, without what was measured
 * @param spec what is sent
 * @param rate datagrams a second, or 0 for as many as the sender can
 * @param opponent name of the other server
 * @param peer starts the other server; null for the control, which runs in any case
 */
record Duel(
    Row row, PayloadSpec spec, double rate, String opponent, @Nullable Peer peer, Figure figure)
    implements Scenario {

  /** Starts the other server. */
  @FunctionalInterface
  interface Peer {
    Server start(Servers servers) throws IOException, InterruptedException;
  }

  /**
   * What is compared.
   *
   * @param compared whose ratio is the verdict
   * @param shown of both servers, beside the ratio
   */
  record Figure(
      ToDoubleFunction<Measurement> compared, ToDoubleFunction<Measurement> shown, String unit) {
    /** How many times the other's cost a line has. */
    static final Figure COST =
        new Figure(Measurement::nanosPerLine, Measurement::nanosPerLine, "ns a line");

    static final Figure LINES =
        new Figure(Measurement::linesPerCpuSecond, Measurement::nanosPerLine, "ns a line");

    static final Figure BYTES =
        new Figure(Measurement::megabytesPerCpuSecond, Measurement::megabytesPerCpuSecond, "MB");
  }

  @Override
  public List<Row> run(Lab lab, Plan plan) throws IOException, InterruptedException {
    // At a rate that leaves time to idle, a JVM compiles for a minute.
    Plan warmed = rate > 0 ? plan.withLongWarmUp() : plan;
    Servers servers = new Servers(lab);
    Payload payload = lab.payload(spec);
    Load load = Load.atRate(payload, rate, warmed.roundSeconds());
    List<Server> started = new ArrayList<>();
    try (Intake intake = new Intake()) {
      started.add(servers.control());
      started.add(servers.sidecar(intake.uri(), new Servers.SidecarSettings(heap())));
      if (peer != null) {
        started.add(peer.start(servers));
      }
      double expected = 0;
      for (Server server : started) {
        Measurement warmUp = server.warmUp(payload, warmed.warmUpSeconds());
        expected += server.name().equals(SIDECAR) ? warmUp.expectedSum() : 0;
      }
      Rounds rounds = Rounds.run(started, load, warmed.rounds());
      started.forEach(Server::close); // the sidecar delivers what it still has
      double delivered = intake.sum() / (expected + rounds.expectedSum(SIDECAR));
      return List.of(row.measured(verdict(rounds, delivered)));
    } finally {
      started.forEach(Server::close);
    }
  }

  /** 3000 heavy contexts are 6 MB of tags before anything is done with them. */
  private String heap() {
    return spec.mix() == Mix.HEAVY ? "256m" : "64m";
  }

  /**
   * The figures, and how far they can be trusted.
   *
   * @param delivered which share of what reached the sidecar also reached the intake; near 1, or
   *     the sidecar was fast because it dropped
   */
  private String verdict(Rounds rounds, double delivered) {
    String text =
        String.format(
            Locale.ROOT,
            "%sx; %s against %s %s%s (%s, sums %.2f %% of expected)",
            rounds.ratio(SIDECAR, opponent, figure.compared()).text(2),
            rounds.of(SIDECAR, figure.shown()).text(0),
            rounds.of(opponent, figure.shown()).text(0),
            figure.unit(),
            opponent.equals(CONTROL) ? throughput(rounds) : "",
            rounds.circumstances(),
            100 * delivered);
    return rounds.hasVerdict() ? text : "no verdict, too much else ran: " + text;
  }

  private static String throughput(Rounds rounds) {
    return "; %s M lines/s".formatted(rounds.of(SIDECAR, m -> m.linesPerSecond() / 1e6).text(2));
  }
}
