package io.tagalong.sidecar.aggregate;

import java.util.List;

/**
 * A closed bucket: all that arrived in it, ready to be encoded.
 *
 * @param startSeconds Unix time of the bucket's start, the timestamp of every point in it
 * @param intervalSeconds the width of the bucket by the settings, also when it was cut short
 * @param series zeros of idle counters, then the others in the order of their first sample
 * @param timed points that arrived in the bucket but belong to a second that the sender named
 * @param sketches in the order of their first sample
 */
public record Snapshot(
    long startSeconds,
    int intervalSeconds,
    List<Series> series,
    List<TimedSeries> timed,
    List<SketchSeries> sketches) {
  public Snapshot {
    series = List.copyOf(series);
    timed = List.copyOf(timed);
    sketches = List.copyOf(sketches);
  }

  /** How many series and sketches there are. */
  public int items() {
    return series.size() + timed.size() + sketches.size();
  }
}
