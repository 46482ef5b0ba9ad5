package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Snapshot;

/** Encodes closed buckets. It keeps nothing between calls, so that any thread may use it. */
public final class BodyEncoder {
  private BodyEncoder() {}

  /** The bodies of a snapshot, series first; none when it is empty. */
  public static Encoded encode(Snapshot snapshot, EncodeOptions options) {
    return pack(BodyKind.SERIES, snapshot, new SeriesItems(snapshot), options)
        .and(
            pack(
                BodyKind.SKETCHES,
                snapshot,
                new SketchItems(snapshot.sketches(), snapshot.startSeconds()),
                options));
  }

  private static Encoded pack(
      BodyKind kind, Snapshot snapshot, Items items, EncodeOptions options) {
    return new BodyPacker(kind, BodyLimits.of(kind), options, snapshot.startSeconds()).pack(items);
  }
}
