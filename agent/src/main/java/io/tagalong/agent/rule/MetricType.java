package io.tagalong.agent.rule;

import java.util.Locale;

/** How the values of a metric are put together, with its letter in the DogStatsD protocol. */
public enum MetricType {
  COUNT("c", Sampling.OF_CALLS),
  GAUGE("g", Sampling.NEVER),
  HISTOGRAM("h", Sampling.OF_MESSAGES),
  DISTRIBUTION("d", Sampling.OF_CALLS),
  TIMING("ms", Sampling.OF_MESSAGES),
  SET("s", Sampling.NEVER);

  /** What a sample rate leaves out. */
  public enum Sampling {
    /**
     * Calls, before anything of them is kept: a sum can be scaled, a packed message be weighted.
     */
    OF_CALLS,
    /** Messages, as the DogStatsD client sends them: it draws by lot wherever it names a rate. */
    OF_MESSAGES,
    /** Nothing: of a last value or a member, nobody could make up for what is left out. */
    NEVER
  }

  private final String letter;
  private final Sampling sampling;

  MetricType(String letter, Sampling sampling) {
    this.letter = letter;
    this.sampling = sampling;
  }

  /** The word of the rule files: {@code count}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands behind the value in a message. */
  public String letter() {
    return letter;
  }

  /** Where a sample rate takes effect. */
  public Sampling sampling() {
    return sampling;
  }
}
