package io.tagalong.benchmarks.load;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The median of a figure over the rounds of a run, with its extremes. */
record Spread(double median, double min, double max) {
  /**
   * @param values at least one
   */
  static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** The median and extremes with so many decimals, such as {@code 2.41 (2.30-2.55)}. */
  String text(int decimals) {
    String form = "%." + decimals + "f";
    return String.format(Locale.ROOT, form + " (" + form + "-" + form + ")", median, min, max);
  }
}
