package io.tagalong.sidecar.encode;

/**
 * What the intake takes in one body: bytes on the wire, bytes once decompressed, items. The limits
 * of series are those of Datadog's API reference, "Submit metrics" (v2). The sketches route is not
 * documented; its limits are the Agent's {@code serializer_max_payload_size} and {@code
 * serializer_max_uncompressed_payload_size}. The limit of items is the Agent's {@code
 * serializer_max_series_points_per_payload}. Checks have the limits of sketches, in the Agent too,
 * and the Agent Data Plane's 100 a body. Logs have the reference's 5 MB ("Send logs"), and half of
 * its 1000 a body: what has to be sent again is not so large then. An event travels alone; its own
 * limits keep it far below any of a body.
 */
record BodyLimits(int maxCompressedBytes, int maxRawBytes, int maxItems) {

  private static final BodyLimits SERIES = new BodyLimits(512_000, 5_242_880, 10_000);
  private static final BodyLimits SKETCHES = new BodyLimits(2_621_440, 4_194_304, 10_000);

  private static final BodyLimits CHECKS = new BodyLimits(2_621_440, 4_194_304, 100);
  private static final BodyLimits LOGS = new BodyLimits(5_000_000, 5_000_000, 500);
  private static final BodyLimits ONE_EVENT = new BodyLimits(4_194_304, 4_194_304, 1);

  static BodyLimits of(BodyKind kind) {
    return switch (kind) {
      case SERIES -> SERIES;
      case SKETCHES -> SKETCHES;
      case CHECKS -> CHECKS;
      case LOGS -> LOGS;
      case EVENTS, CHANGE_EVENTS -> ONE_EVENT;
    };
  }
}
