package io.tagalong.benchmarks.payload;

/**
 * Shapes of traffic: how large datagrams are, which types they hold, and how heavy the tags are.
 */
public enum Mix {
  /** What Datadog's clients send with their defaults: full datagrams of about 13 light lines. */
  CLIENT(1432, 58, 18, 20, 4, 0, 0),
  /** A client that does not buffer: one count a datagram. */
  UNBUFFERED(128, 1, 0, 0, 0, 0, 0),
  /** Types weighted as Datadog weighs them in its own load tests. */
  USAGE(1432, 208, 66, 72, 0, 9, 1),
  /**
   * Long names, 2 to 50 tags of up to 150 bytes, sample rates, packed values: about 2 KB a line.
   */
  HEAVY(8192, 208, 66, 72, 0, 9, 1),
  /** Counts only, tagged as in {@link #CLIENT}. */
  COUNTS(1432, 1, 0, 0, 0, 0, 0),
  /** Counts without tags, for servers that know none. */
  UNTAGGED(1432, 1, 0, 0, 0, 0, 0),
  /** Distributions only, one a context. */
  DISTRIBUTIONS(1432, 0, 0, 1, 0, 0, 0),
  /** Histograms only, one a context. */
  HISTOGRAMS(1432, 0, 0, 0, 0, 0, 1);

  private final int datagramBytes;

  @SuppressWarnings("ImmutableEnumChecker") // never handed out
  private final int[] weights;

  Mix(int datagramBytes, int... weights) {
    this.datagramBytes = datagramBytes;
    this.weights = weights;
  }

  int datagramBytes() {
    return datagramBytes;
  }

  /** The kind for a point between 0 and 1; equal parts of that range are equally likely. */
  Kind kindAt(double point) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    double left = point * total;
    for (Kind kind : Kind.values()) {
      left -= weights[kind.ordinal()];
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not in [0, 1): " + point);
  }
}
