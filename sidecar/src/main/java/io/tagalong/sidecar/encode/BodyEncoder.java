package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Courtesy;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import java.util.ArrayList;
import java.util.List;

/** Encodes closed buckets. It keeps nothing between calls, so that any thread may use it. */
public final class BodyEncoder {
  private BodyEncoder() {}

  /** The bodies of a snapshot, series first; none when it is empty. */
  public static Encoded encode(Snapshot snapshot, EncodeOptions options) {
    return pack(BodyKind.SERIES, snapshot, seriesItems(snapshot), options)
        .and(pack(BodyKind.SKETCHES, snapshot, sketchItems(snapshot), options));
  }

  private static Encoded pack(
      BodyKind kind, Snapshot snapshot, List<Item> items, EncodeOptions options) {
    return new BodyPacker(kind, BodyLimits.of(kind), options, snapshot.startSeconds()).pack(items);
  }

  private static List<Item> seriesItems(Snapshot snapshot) {
    List<Item> items = new ArrayList<>(snapshot.items());
    int intervalSeconds = snapshot.intervalSeconds();
    for (Series series : snapshot.series()) {
      Courtesy.atStep(items.size());
      items.add(SeriesEncoder.encode(series, snapshot.startSeconds(), intervalSeconds));
    }
    for (TimedSeries timed : snapshot.timed()) {
      items.add(SeriesEncoder.encode(timed.series(), timed.timestampSeconds(), intervalSeconds));
    }
    return items;
  }

  private static List<Item> sketchItems(Snapshot snapshot) {
    List<Item> items = new ArrayList<>(snapshot.sketches().size());
    for (SketchSeries sketch : snapshot.sketches()) {
      Courtesy.atStep(items.size());
      items.add(SketchEncoder.encode(sketch, snapshot.startSeconds()));
    }
    return items;
  }
}
