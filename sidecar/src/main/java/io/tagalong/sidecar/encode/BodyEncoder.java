package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Snapshot;

/** Encodes closed buckets. It keeps nothing between calls, so that any thread may use it. */
public final class BodyEncoder {
  private BodyEncoder() {}

  /** The bodies of a snapshot, series first; none when it is empty. */
  public static Encoded encode(Snapshot snapshot, EncodeOptions options) {
    Items series = new SeriesItems(snapshot);
    Encoded encoded = pack(BodyKind.SERIES, DeliveryMode.AT_LEAST_ONCE, series, snapshot, options);
    for (var part : options.sketches().byMode(snapshot.sketches()).entrySet()) {
      Items sketches = new SketchItems(part.getValue(), snapshot.startSeconds());
      encoded = encoded.and(pack(BodyKind.SKETCHES, part.getKey(), sketches, snapshot, options));
    }
    return encoded;
  }

  private static Encoded pack(
      BodyKind kind, DeliveryMode mode, Items items, Snapshot snapshot, EncodeOptions options) {
    long createdSeconds = snapshot.startSeconds();
    return new BodyPacker(kind, BodyLimits.of(kind), options.encoding(kind), mode, createdSeconds)
        .pack(items);
  }
}
