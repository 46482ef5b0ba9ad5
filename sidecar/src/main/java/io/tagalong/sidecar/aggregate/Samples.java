package io.tagalong.sidecar.aggregate;

/** Weighted values in their order, of which one can be asked for by its rank. */
sealed interface Samples permits ExactSamples, CompressedSamples {
  /**
   * Adds a finite value.
   *
   * @return what holds all values from now on: these samples, or others that took them over
   */
  Samples add(double value, long weight);

  /**
   * The first value whose cumulative weight, from the smallest value on, exceeds the rank.
   *
   * @param rank from 0 to below the total weight
   */
  double valueAt(long rank);
}
