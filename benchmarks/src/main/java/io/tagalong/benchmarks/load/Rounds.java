package io.tagalong.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of a duel. In each, every server gets its load, one after the other, so that what disturbs
 * the machine disturbs all of them; figures are compared within a round only.
 *
 * <p>A round in which the control cost over 20 % more or less per line than its median was
 * disturbed too much, and is left out. When that is over half of them, there is no verdict.
 */
final class Rounds {
  private static final double CONTROL_TOLERANCE = 0.2;

  private final List<Map<String, Measurement>> all;
  private final List<Map<String, Measurement>> kept;
  private final int discarded;

  private Rounds(List<Map<String, Measurement>> all, List<Map<String, Measurement>> kept) {
    this.all = all;
    this.kept = kept;
    this.discarded = all.size() - kept.size();
  }

  /** Runs them. */
  static Rounds run(List<Server> servers, Load load, int count)
      throws IOException, InterruptedException {
    List<Map<String, Measurement>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Measurement> round = new TreeMap<>();
      for (Server server : servers) {
        round.put(server.name(), server.measure(load));
      }
      all.add(round);
    }
    return of(all);
  }

  /** Leaves out the disturbed ones; without a control all are kept. */
  static Rounds of(List<Map<String, Measurement>> all) {
    if (!all.get(0).containsKey(Servers.CONTROL)) {
      return new Rounds(all, all);
    }
    ToDoubleFunction<Map<String, Measurement>> cost =
        round -> round.get(Servers.CONTROL).nanosPerLine();
    double usual = Spread.of(all.stream().map(cost::applyAsDouble).toList()).median();
    List<Map<String, Measurement>> kept =
        all.stream()
            .filter(
                round -> Math.abs(cost.applyAsDouble(round) - usual) <= CONTROL_TOLERANCE * usual)
            .toList();
    return new Rounds(all, kept);
  }

  boolean hasVerdict() {
    return kept.size() >= discarded && !kept.isEmpty();
  }

  /** What the sums of this server should be after all rounds, those left out included. */
  double expectedSum(String server) {
    return all.stream().mapToDouble(round -> round.get(server).expectedSum()).sum();
  }

  /** A figure of one server. */
  Spread of(String server, ToDoubleFunction<Measurement> figure) {
    return Spread.of(kept.stream().map(round -> figure.applyAsDouble(round.get(server))).toList());
  }

  /** The ratio of two servers' figures, round by round. */
  Spread ratio(String server, String other, ToDoubleFunction<Measurement> figure) {
    return Spread.of(
        kept.stream()
            .map(
                round ->
                    figure.applyAsDouble(round.get(server))
                        / figure.applyAsDouble(round.get(other)))
            .toList());
  }

  /** How far the figures can be trusted, such as {@code 5 rounds, 1 left out, load 0.9-1.4}. */
  String circumstances() {
    Spread load =
        Spread.of(
            kept.stream()
                .flatMap(round -> round.values().stream())
                .map(Measurement::loadAverage)
                .toList());
    return "%d rounds, %d left out, load %.1f-%.1f"
        .formatted(kept.size() + discarded, discarded, load.min(), load.max());
  }
}
