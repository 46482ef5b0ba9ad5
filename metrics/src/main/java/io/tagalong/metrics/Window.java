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
  static final int COUNT = 1;
  static final int GAUGE = 3;

  private static final int MAX_SERIES = 10_000;
  private static final int MAX_VALUES = 200_000;

  /** Values of one name, kind and tag set. */
  private static final class Cell {
    private final String name;
    private final boolean timed;
    private final int type;
    private final SortedSet<String> tags;

    /** The sum of counts, the last value of a gauge, the number of values behind the kept ones. */
    private double number;

    private double[] values = {};
    private int size;

    Cell(String name, Sample.Kind kind, SortedSet<String> tags) {
      this.name = name;
      this.timed = isTimed(kind);
      this.type = kind == Sample.Kind.GAUGE ? GAUGE : COUNT;
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
    String name = writer.name(sample.key());
    if (name.isEmpty()) {
      losses.add(Losses.Reason.NO_NAME, 1);
      return;
    }
    SortedSet<String> tags = writer.tags(sample.tags(), sample.instance());
    // A control character is in no name and in no tag.
    String key = name + '\n' + sample.kind() + '\n' + tags;
    Cell cell = cells.get(key);
    if (cell == null ? cells.size() >= MAX_SERIES : cell.timed && values >= MAX_VALUES) {
      losses.add(Losses.Reason.TOO_MANY, 1);
      return;
    }
    if (cell == null) {
      cell = new Cell(name, sample.kind(), tags);
      cells.put(key, cell);
    }
    switch (sample.kind()) {
      case INCR:
        cell.number += sample.value() / sample.sampleRate();
        break;
      case GAUGE:
        cell.number = sample.value();
        break;
      case TIMING:
      case DISTRIBUTION:
        cell.number += 1 / sample.sampleRate();
        cell.keep(sample.value());
        values++;
        break;
    }
  }

  private static boolean isTimed(Sample.Kind kind) {
    return kind == Sample.Kind.TIMING || kind == Sample.Kind.DISTRIBUTION;
  }

  /**
   * Writes everything and begins anew.
   *
   * @param startSeconds of the window, since 1970
   */
  void writeAndClear(long startSeconds) {
    for (Cell cell : cells.values()) {
      if (cell.timed) {
        writeTimed(cell, startSeconds);
      } else {
        writer.add(cell.name, cell.type, cell.tags, startSeconds, cell.number);
      }
    }
    cells.clear();
    values = 0;
  }

  private void writeTimed(Cell cell, long start) {
    Arrays.sort(cell.values, 0, cell.size);
    writer.add(cell.name + ".avg", GAUGE, cell.tags, start, cell.average());
    writer.add(cell.name + ".count", COUNT, cell.tags, start, cell.number);
    writer.add(cell.name + ".max", GAUGE, cell.tags, start, cell.values[cell.size - 1]);
    writer.add(cell.name + ".median", GAUGE, cell.tags, start, cell.percentile(50));
    writer.add(cell.name + ".95percentile", GAUGE, cell.tags, start, cell.percentile(95));
  }
}
