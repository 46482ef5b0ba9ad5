package io.tagalong.sidecar.aggregate;

import java.util.List;

/**
 * A closed bucket: all that arrived in it, ready to be encoded.
 *
 * @param startSeconds Unix time of the bucket's start, the timestamp of every point in it
 * @param intervalSeconds the width of the bucket by the settings, also when it was cut short
 * @param series zeros of idle counters, then the others in the order of their first sample
 * @param sketches in the order of their first sample
 */
public record Snapshot(
    long startSeconds, int intervalSeconds, List<Series> series, List<SketchSeries> sketches) {
  public Snapshot {
    series = List.copyOf(series);
    sketches = List.copyOf(sketches);
  }

  public boolean empty() {
    return series.isEmpty() && sketches.isEmpty();
  }
}
