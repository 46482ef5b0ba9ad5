package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Encodes closed buckets. It keeps nothing between calls, so that any thread may use it. */
public final class BodyEncoder {
  private BodyEncoder() {}

  /** The bodies of a snapshot, series first; none when it is empty. */
  public static Encoded encode(Snapshot snapshot) {
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

  private static List<Item> seriesItems(Snapshot snapshot) {
    return snapshot.series().stream()
        .map(
            series ->
                SeriesEncoder.encode(series, snapshot.startSeconds(), snapshot.intervalSeconds()))
        .toList();
  }

  private static List<Item> sketchItems(Snapshot snapshot) {
    return snapshot.sketches().stream()
        .map(sketch -> SketchEncoder.encode(sketch, snapshot.startSeconds()))
        .toList();
  }
}
