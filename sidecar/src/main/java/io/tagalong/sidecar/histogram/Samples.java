package io.tagalong.sidecar.histogram;

/** Weighted values in their order, of which one can be asked for by its rank. */
public sealed interface Samples permits ExactSamples, CompressedSamples {
  /** Samples without a value. */
  static Samples none() {
    return new ExactSamples();
  }

  /**
   * Adds a finite value.
   *
   * @return what holds all values from now on: these samples, or others that took them over
   */
  Samples add(double value, long weight);

  /**
   * Adds all of these to others.
   *
   * @return what {@link #add} of the others returned last
   */
  Samples addTo(Samples others);

  /**
   * The first value whose cumulative weight, from the smallest value on, exceeds the rank.
   *
   * @param rank from 0 to below the total weight
   */
  double valueAt(long rank);
}
