package io.tagalong.agent.rule;

import org.jspecify.annotations.Nullable;

/** The value of one sample: one, the time that the call took, or something that it hands over. */
public final class Measure {
  /** Units that a duration can be given in. */
  public enum Unit {
    NANOSECONDS(1),
    MICROSECONDS(1e3),
    MILLISECONDS(1e6),
    SECONDS(1e9);

    private final double nanos;

    Unit(double nanos) {
      this.nanos = nanos;
    }

    /** How many nanoseconds one of this unit has. */
    public double nanos() {
      return nanos;
    }
  }

  public static final Measure ONE = new Measure(null, null);

  private final @Nullable Unit unit;
  private final @Nullable Path path;

  private Measure(@Nullable Unit unit, @Nullable Path path) {
    this.unit = unit;
    this.path = path;
  }

  public static Measure elapsed(Unit unit) {
    return new Measure(unit, null);
  }

  public static Measure at(Path path) {
    return new Measure(null, path);
  }

  /** Whether each sample is one. */
  public boolean isOne() {
    return unit == null && path == null;
  }

  /** The unit of the elapsed time; null unless that is what is measured. */
  public @Nullable Unit unit() {
    return unit;
  }

  /** Where the value is; null unless it is one that the call hands over. */
  public @Nullable Path path() {
    return path;
  }
}
