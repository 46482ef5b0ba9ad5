package io.tagalong.benchmarks.payload;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Builds one datagram after the other, each of exactly the mix's size.
 *
 * <p>The series take turns in a fixed shuffled order, so all of them occur. The last line's value
 * gets leading zeros until the size is reached: every server reads them, and none counts them.
 */
final class DatagramBuilder {
  private static final double LATENCY_MEDIAN_LOG = 3;

  /** Heavy lines differ so much that one of many has to be found, or zeros would fill the gap. */
  private static final int HEAVY_CANDIDATES = 64;

  private static final int LIGHT_CANDIDATES = 4;
  private static final String[] RATES = {"", "|@0.5", "|@0.25"};
  private static final double PACKED_SHARE = 0.08;
  private static final int MAX_PACKED = 32;

  private final PayloadSpec spec;
  private final List<Series> series;
  private final Random random;
  private final int shortest;
  private int turn;

  private long lines;
  private double counted;
  private double spread;

  DatagramBuilder(PayloadSpec spec) {
    this.spec = spec;
    this.series = Series.of(spec);
    this.random = new Random(spec.seed() + 1);
    this.shortest = series.stream().mapToInt(Series::shortestLine).min().orElseThrow();
  }

  /** The next datagram. */
  String next() {
    int size = spec.mix().datagramBytes();
    lines = 0;
    counted = 0;
    spread = 0;
    StringBuilder datagram = new StringBuilder(size);
    while (true) {
      // The last line must still fit behind this one, with a newline before each.
      int room = size - datagram.length() - 2 - shortest;
      String line = line(series.get(turn % series.size()), room);
      if (line.isEmpty()) {
        turn += datagram.isEmpty() ? 1 : 0; // it would not fit into the next one either
        break;
      }
      turn++;
      datagram.append(line).append('\n');
    }
    datagram.append(lastLine(size - datagram.length()));
    return datagram.toString();
  }

  /** What the datagram given last holds. */
  Totals totals() {
    return new Totals(1, spec.mix().datagramBytes(), lines, counted, spread);
  }

  /** A line of the series, counted; empty and uncounted when there is no room for it. */
  private String line(Series one, int room) {
    boolean isHeavy = spec.mix() == Mix.HEAVY;
    int rate = isHeavy && one.kind().isSampled() ? random.nextInt(RATES.length) : 0;
    int values = isHeavy && random.nextDouble() < PACKED_SHARE ? 2 + random.nextInt(MAX_PACKED) : 1;
    StringBuilder text = new StringBuilder();
    double sum = 0;
    for (int i = 0; i < values; i++) {
      String value = value(one.kind());
      text.append(i == 0 ? "" : ":").append(value);
      sum += one.kind() == Kind.COUNT ? Double.parseDouble(value) : 0;
    }
    String line = one.line(text.toString(), RATES[rate]);
    if (line.length() > room) {
      return "";
    }
    count(one.kind(), sum * (1 << rate), (double) values * (1 << rate));
    return line;
  }

  /** A line that fills the rest: of some series that would fit, the longest, and zeros. */
  private String lastLine(int length) {
    int candidates = spec.mix() == Mix.HEAVY ? HEAVY_CANDIDATES : LIGHT_CANDIDATES;
    Series best = null;
    for (int i = 0; i < candidates || best == null; i++) {
      Series candidate = series.get(random.nextInt(series.size()));
      if (candidate.shortestLine() <= length
          && (best == null || candidate.shortestLine() > best.shortestLine())) {
        best = candidate;
      }
    }
    String zeros = "0".repeat(length - best.shortestLine());
    count(best.kind(), 1, 1);
    return best.line(zeros + "1", "");
  }

  private void count(Kind kind, double sum, double values) {
    lines++;
    switch (kind) {
      case COUNT -> counted += sum;
      case DISTRIBUTION -> spread += values;
      case GAUGE, TIMING, SET, HISTOGRAM -> {
        // Not summed: a gauge or set has no total, and the others count like distributions.
      }
    }
  }

  private String value(Kind kind) {
    return switch (kind) {
      case COUNT -> "1";
      case GAUGE, SET -> Integer.toString(random.nextInt(100_000));
      case DISTRIBUTION, TIMING, HISTOGRAM ->
          String.format(Locale.ROOT, "%.3f", Math.exp(LATENCY_MEDIAN_LOG + random.nextGaussian()));
    };
  }
}
