package io.tagalong.benchmarks.payload;

/**
 * What a payload is made from; equal specifications give equal bytes.
 *
 * @param contexts how many series take turns
 * @param datagrams how many datagrams to build; every series occurs if there is room for it
 * @param generation 0, or another one for 1 % other series
 */
public record PayloadSpec(Mix mix, int contexts, int datagrams, int generation, long seed) {
  private static final long SEED = 42;

  public PayloadSpec(Mix mix, int contexts, int datagrams) {
    this(mix, contexts, datagrams, 0, SEED);
  }

  /** The name and tags of a series as they are sent, in bytes on average. */
  public double keyBytes() {
    return Series.of(this).stream()
        .mapToInt(one -> one.name().length() + one.tags().length())
        .average()
        .orElseThrow();
  }

  /** The same traffic, with 1 % of the series replaced by ones that no other generation has. */
  public PayloadSpec withGeneration(int generation) {
    return new PayloadSpec(mix, contexts, datagrams, generation, seed);
  }
}
