package io.tagalong.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * What was recorded in one window of time, added up. Owned by the flush thread.
 *
 * <p>Counts are summed, gauges keep the last value; timings and distributions become the five
 * series that a DogStatsD server makes of a timing, so that names stay when the backend changes:
 * {@code .avg}, {@code .count}, {@code .max}, {@code .median}, {@code .95percentile}.
 */
final class Window {
  static final int SECONDS = 10;

  private static final int MAX_SERIES = 10_000;
  private static final int MAX_VALUES = 200_000;

  /** What a kind becomes. Kinds that become the same share a cell, as they share their series. */
  private enum Form {
    COUNT(0),
    GAUGE(0),
    HISTOGRAM(".95percentile".length());

    /** Of the longest suffix that the name may get. */
    private final int suffixLength;

    Form(int suffixLength) {
      this.suffixLength = suffixLength;
    }

    static Form of(Sample.Kind kind) {
      switch (kind) {
        case INCR:
          return COUNT;
        case GAUGE:
          return GAUGE;
        case TIMING:
        case TIMER:
        case DISTRIBUTION:
          return HISTOGRAM;
      }
      throw new AssertionError(kind);
    }
  }

  /** Values of one name, form and tag set. */
  private static final class Cell {
    private final String name;
    private final Form form;
    private final SortedSet<String> tags;

    /** The sum of counts, the last value of a gauge, the number of values behind the kept ones. */
    private double number;

    private double[] values = {};
    private int size;

    Cell(String name, Form form, SortedSet<String> tags) {
      this.name = name;
      this.form = form;
      this.tags = tags;
    }

    private void keep(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(4, 2 * size));
      }
      values[size++] = value;
    }

    private double percentile(int percent) {
      return values[Math.max(0, (int) Math.ceil(size * percent / 100.0) - 1)];
    }

    private double average() {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += values[i];
      }
      return sum / size;
    }
  }

  private final SeriesWriter writer;
  private final Losses losses;
  private final Map<String, Cell> cells = new HashMap<>();
  private int values;

  Window(SeriesWriter writer, Losses losses) {
    this.writer = writer;
    this.losses = losses;
  }

  /** Adds a sample, scaled by its rate. */
  void add(Sample sample) {
    Form form = Form.of(sample.kind());
    String name = writer.name(sample.key(), form.suffixLength);
    if (name.isEmpty()) {
      losses.add(Losses.Reason.NO_NAME, 1);
      return;
    }
    SortedSet<String> tags = writer.tags(sample.tags(), sample.instance());
    // A control character is in no name and in no tag.
    String key = name + '\n' + form + '\n' + tags;
    Cell cell = cells.get(key);
    if (cell == null
        ? cells.size() >= MAX_SERIES
        : form == Form.HISTOGRAM && values >= MAX_VALUES) {
      losses.add(Losses.Reason.TOO_MANY, 1);
      return;
    }
    if (cell == null) {
      cell = new Cell(name, form, tags);
      cells.put(key, cell);
    }
    switch (form) {
      case COUNT:
        cell.number += sample.value() / sample.sampleRate();
        break;
      case GAUGE:
        cell.number = sample.value();
        break;
      case HISTOGRAM:
        cell.number += 1 / sample.sampleRate();
        cell.keep(sample.value());
        values++;
        break;
    }
  }

  /**
   * Writes everything and begins anew.
   *
   * @param startSeconds of the window, since 1970
   */
  void writeAndClear(long startSeconds) {
    try {
      for (Cell cell : cells.values()) {
        write(cell, startSeconds);
      }
    } finally {
      // Also when it failed, else what it failed at would stay, and fail in each window to come.
      cells.clear();
      values = 0;
    }
  }

  private void write(Cell cell, long startSeconds) {
    switch (cell.form) {
      case COUNT:
        writer.count(cell.name, cell.tags, startSeconds, cell.number);
        break;
      case GAUGE:
        writer.gauge(cell.name, cell.tags, startSeconds, cell.number);
        break;
      case HISTOGRAM:
        writeHistogram(cell, startSeconds);
        break;
    }
  }

  private void writeHistogram(Cell cell, long startSeconds) {
    Arrays.sort(cell.values, 0, cell.size);
    writer.gauge(cell.name + ".avg", cell.tags, startSeconds, cell.average());
    writer.count(cell.name + ".count", cell.tags, startSeconds, cell.number);
    writer.gauge(cell.name + ".max", cell.tags, startSeconds, cell.values[cell.size - 1]);
    writer.gauge(cell.name + ".median", cell.tags, startSeconds, cell.percentile(50));
    writer.gauge(cell.name + ".95percentile", cell.tags, startSeconds, cell.percentile(95));
  }
}
