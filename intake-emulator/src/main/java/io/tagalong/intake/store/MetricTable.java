package io.tagalong.intake.store;

import io.tagalong.intake.metric.Context;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Held metrics as an aligned table for people. */
public final class MetricTable {
  private static final double LARGEST_WRITTEN_OUT = 1e15;

  private final DecimalFormat format =
      new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private MetricTable() {}

  /** Renders a header and one line for each metric; every line ends with a newline. */
  public static String of(HeldMetrics metrics) {
    return new MetricTable().render(metrics);
  }

  private String render(HeldMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("METRIC", "TYPE", "VALUE", "TAGS"));
    for (HeldMetric held : metrics.all()) {
      Context context = held.context();
      rows.add(
          List.of(
              context.metric(),
              context.kind().name().toLowerCase(Locale.ROOT),
              valueOf(held),
              String.join(" ", context.tags())));
    }
    String rowFormat =
        "%%-%ds  %%-%ds  %%-%ds  %%s".formatted(width(rows, 0), width(rows, 1), width(rows, 2));
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      table.append(rowFormat.formatted(row.toArray()).stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private String valueOf(HeldMetric held) {
    if (held instanceof HeldDistribution distribution) {
      Summary summary = distribution.summary();
      return "count=%d min=%s avg=%s max=%s"
          .formatted(
              summary.count(),
              number(summary.min()),
              number(summary.average()),
              number(summary.max()));
    }
    return number(((HeldSeries) held).value());
  }

  private String number(double value) {
    return Math.abs(value) < LARGEST_WRITTEN_OUT ? format.format(value) : Double.toString(value);
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
