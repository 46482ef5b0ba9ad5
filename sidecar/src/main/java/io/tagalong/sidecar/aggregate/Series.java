package io.tagalong.sidecar.aggregate;

import java.util.List;

/**
 * One point of a closed bucket.
 *
 * @param name normalised metric name
 * @param tags normalised, sorted, unique
 * @param host empty for none
 */
public record Series(String name, List<String> tags, String host, Kind kind, double value) {
  /** What the value means over the snapshot's interval. */
  public enum Kind {
    /** What happened in the interval; values of several intervals add up. */
    COUNT,
    /** What happened in the interval, divided by its seconds. */
    RATE,
    /** How things stood in the interval. */
    GAUGE
  }

  public Series {
    tags = List.copyOf(tags);
  }
}
