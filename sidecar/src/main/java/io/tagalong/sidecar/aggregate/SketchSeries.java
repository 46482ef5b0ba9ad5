package io.tagalong.sidecar.aggregate;

import io.tagalong.sidecar.sketch.Sketch;
import java.util.List;

/**
 * The distribution of a context in a closed bucket.
 *
 * @param name normalised metric name
 * @param tags normalised, sorted, unique
 * @param host empty for none
 * @param sketch never touched again by the aggregator
 */
public record SketchSeries(String name, List<String> tags, String host, Sketch sketch) {
  public SketchSeries {
    tags = List.copyOf(tags);
  }
}
