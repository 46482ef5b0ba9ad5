package io.tagalong.sidecar.aggregate;

import java.util.List;

/**
 * A closed bucket: all that arrived in it, ready to be encoded.
 *
 * @param startSeconds Unix time of the bucket's start, the timestamp of every point in it
 * @param intervalSeconds the width of the bucket by the settings, also when it was cut short
 * @param series in the order in which their contexts first had a sample in the bucket
 * @param sketches in the same order
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
