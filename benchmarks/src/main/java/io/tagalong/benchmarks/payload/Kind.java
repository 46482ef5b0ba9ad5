package io.tagalong.benchmarks.payload;

/**
 * A type of metric. Names begin with a prefix of their kind, so that the sums at the intake can be
 * told apart by name.
 */
public enum Kind {
  COUNT("c", "counted."),
  GAUGE("g", "level."),
  DISTRIBUTION("d", "spread."),
  TIMING("ms", "timed."),
  SET("s", "distinct."),
  HISTOGRAM("h", "shaped.");

  private final String symbol;
  private final String prefix;

  Kind(String symbol, String prefix) {
    this.symbol = symbol;
    this.prefix = prefix;
  }

  /** The type field of the wire. */
  String symbol() {
    return symbol;
  }

  /** What the name of every such metric begins with. */
  public String prefix() {
    return prefix;
  }

  /** Whether a sample rate means something: gauges and sets have a value, not occurrences. */
  boolean isSampled() {
    return this != GAUGE && this != SET;
  }
}
