package io.tagalong.benchmarks.load;

import static io.tagalong.benchmarks.load.Servers.CONTROL;

import io.tagalong.benchmarks.load.Duel.Figure;
import io.tagalong.benchmarks.payload.Mix;
import io.tagalong.benchmarks.payload.PayloadSpec;

/** Whom the sidecar is compared with, at what. */
final class Duels {
  private static final PayloadSpec CLIENT = new PayloadSpec(Mix.CLIENT, 1_000, 20_000);
  private static final PayloadSpec UNTAGGED = new PayloadSpec(Mix.UNTAGGED, 1_000, 20_000);
  private static final PayloadSpec HEAVY = new PayloadSpec(Mix.HEAVY, 3_000, 6_000);

  private static final double SATURATED = 0;
  private static final double MODEST = 20_000;

  /** What Datadog's server in Rust keeps up with: 8 KiB each. */
  private static final double HEAVY_RATE = 4_000;

  /** Full ingest against the bare C receiver. */
  static final Duel BARE_C =
      new Duel(
          Row.goal(
              "full ingest, CPU ns a line against bare C, saturated", "3.0x", "2.0x", "control"),
          CLIENT,
          SATURATED,
          CONTROL,
          null,
          Figure.COST);

  /** Against Datadog's Rust DogStatsD, at a rate that it sustains. */
  static final Duel RUST =
      new Duel(
          Row.goal(
              "lines per CPU second against Datadog's Rust at 20 k datagrams/s",
              "3x",
              "5x",
              "rust"),
          CLIENT,
          MODEST,
          "rust",
          Servers::rust,
          Figure.LINES);

  /** Against npm's statsd, which knows no tags. */
  static final Duel STATSD =
      new Duel(
          Row.goal(
              "lines per CPU second against npm statsd, untagged counts, saturated",
              "5x",
              "8x",
              "statsd"),
          UNTAGGED,
          SATURATED,
          "statsd",
          Servers::statsd,
          Figure.LINES);

  /** Heavy lines against bare C. */
  static final Duel HEAVY_BARE_C =
      new Duel(
          Row.goal(
              "heavy lines, MB per CPU second against bare C, saturated", "0.3x", "0.5x", "heavy"),
          HEAVY,
          SATURATED,
          CONTROL,
          null,
          Figure.BYTES);

  /** Heavy lines against Datadog's Rust DogStatsD, at a rate that it sustains. */
  static final Duel HEAVY_RUST =
      new Duel(
          Row.goal(
              "heavy lines, MB per CPU second against Datadog's Rust at 4 k datagrams/s",
              "4x",
              "8x",
              "heavy-rust"),
          HEAVY,
          HEAVY_RATE,
          "rust",
          Servers::rust,
          Figure.BYTES);

  private Duels() {}

  /** Against any server that a command line starts. */
  static Duel other(String command, double rate) {
    return new Duel(
        Row.goal(
            "lines per CPU second against `" + command + "`",
            "",
            "",
            "other --server ... --rate ..."),
        CLIENT,
        rate,
        "other",
        servers -> servers.command(command),
        Figure.LINES);
  }
}
