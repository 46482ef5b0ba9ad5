package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes closed buckets. It keeps nothing between calls, so that any thread may use it.
 *
 * @param host the host that every series and sketch is attributed to
 */
public record BodyEncoder(String host) {

  /** The bodies of a snapshot, series first; none when it is empty. */
  public Encoded encode(Snapshot snapshot) {
    Encoded series = pack(BodyKind.SERIES, snapshot, seriesItems(snapshot));
    Encoded sketches = pack(BodyKind.SKETCHES, snapshot, sketchItems(snapshot));
    List<Body> bodies = new ArrayList<>(series.bodies());
    bodies.addAll(sketches.bodies());
    List<String> oversized = new ArrayList<>(series.oversized());
    oversized.addAll(sketches.oversized());
    return new Encoded(bodies, oversized);
  }

  private static Encoded pack(BodyKind kind, Snapshot snapshot, List<Item> items) {
    return new BodyPacker(kind, BodyLimits.of(kind), snapshot.startSeconds()).pack(items);
  }

  private List<Item> seriesItems(Snapshot snapshot) {
    return snapshot.series().stream()
        .map(
            series ->
                SeriesEncoder.encode(
                    series, host, snapshot.startSeconds(), snapshot.intervalSeconds()))
        .toList();
  }

  private List<Item> sketchItems(Snapshot snapshot) {
    return snapshot.sketches().stream()
        .map(sketch -> SketchEncoder.encode(sketch, host, snapshot.startSeconds()))
        .toList();
  }
}
