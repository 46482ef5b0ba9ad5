package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import io.tagalong.sidecar.sketch.Sketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Renders a snapshot for people: one line an item, in columns of type, metric, value, host and
 * tags.
 */
public final class SnapshotText {

  private static final double MAX_WHOLE = 1e15;

  /** The texts of one line, before the columns are aligned. */
  private record Row(String type, String metric, String value, String host, String tags) {}

  private SnapshotText() {}

  public static List<String> lines(Snapshot snapshot) {
    List<Row> rows = new ArrayList<>();
    snapshot.series().forEach(series -> rows.add(row(series, "")));
    snapshot.timed().forEach(timed -> rows.add(row(timed.series(), time(timed))));
    snapshot.sketches().forEach(sketch -> rows.add(row(sketch)));
    int typeWidth = width(rows, Row::type);
    int metricWidth = width(rows, Row::metric);
    int valueWidth = width(rows, Row::value);
    int hostWidth = width(rows, Row::host);
    return rows.stream()
        .map(
            row ->
                padded(row.type(), typeWidth)
                    + padded(row.metric(), metricWidth)
                    + padded(row.value(), valueWidth)
                    + padded(row.host(), hostWidth)
                    + row.tags())
        .map(String::stripTrailing)
        .toList();
  }

  private static Row row(Series series, String time) {
    String type = series.kind().name().toLowerCase(Locale.ROOT);
    return new Row(
        type,
        series.name(),
        number(series.value()) + time,
        series.host(),
        String.join(",", series.tags()));
  }

  private static Row row(SketchSeries series) {
    Sketch sketch = series.sketch();
    String value =
        "count=%d min=%s avg=%s max=%s"
            .formatted(
                sketch.count(),
                number(sketch.min()),
                number(sketch.average()),
                number(sketch.max()));
    return new Row(
        "distribution", series.name(), value, series.host(), String.join(",", series.tags()));
  }

  /** For the point of another time than the bucket's. */
  private static String time(TimedSeries timed) {
    return " at " + Instant.ofEpochSecond(timed.timestampSeconds());
  }

  /** Whole numbers without a fraction, as their senders wrote them. */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static int width(List<Row> rows, Function<Row, String> column) {
    return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
