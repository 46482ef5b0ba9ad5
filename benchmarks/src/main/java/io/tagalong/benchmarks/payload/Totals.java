package io.tagalong.benchmarks.payload;

/**
 * What a server must have counted.
 *
 * @param counted the sum of all counts, sample rates applied
 * @param spread how many values distributions got, sample rates applied
 */
public record Totals(long datagrams, long bytes, long lines, double counted, double spread) {
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  public Totals plus(Totals other) {
    return new Totals(
        datagrams + other.datagrams,
        bytes + other.bytes,
        lines + other.lines,
        counted + other.counted,
        spread + other.spread);
  }

  Totals times(long factor) {
    return new Totals(
        datagrams * factor, bytes * factor, lines * factor, counted * factor, spread * factor);
  }

  /** The lines in so many datagrams on average: which ones the kernel dropped nobody knows. */
  public double linesIn(long someDatagrams) {
    return datagrams == 0 ? 0 : (double) lines * someDatagrams / datagrams;
  }
}
