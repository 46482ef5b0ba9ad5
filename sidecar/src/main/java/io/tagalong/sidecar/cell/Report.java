package io.tagalong.sidecar.cell;

import io.tagalong.sidecar.sketch.Sketch;

/**
 * Receives what the cells of a closed bucket have to say, of one context after the other.
 *
 * <p>Threads: owned by the flush thread.
 */
public interface Report {
  /** Takes a count; the suffix is what its name has after that of the context. */
  void count(String suffix, double value);

  /** Takes a gauge, as {@link #count} does. */
  void gauge(String suffix, double value);

  /** Takes a distribution, which nobody touches again. */
  void sketch(Sketch sketch);

  /** Takes note that a gauge is an estimate, for which the series itself has no mark. */
  void countEstimatedSet();

  /** Takes note of series that the settings leave out by name. */
  void countFilteredSeries(int n);
}
