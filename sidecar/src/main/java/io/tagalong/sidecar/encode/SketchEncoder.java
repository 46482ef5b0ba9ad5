package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.List;

/**
 * Writes a sketch as a field of {@code SketchPayload} (DataDog/agent-payload,
 * proto/metrics/agent_payload.proto), the body of {@code /api/beta/sketches}.
 *
 * <p>Bin counts are 16 bits wide in older readers, so a larger bin is written as several with the
 * same key, the remainder first. Sample rates far below one would make that millions; such a sketch
 * is written with the 32-bit bins of newer readers. The host is a plain field here.
 */
final class SketchEncoder {

  private static final int PAYLOAD_SKETCHES = 1;

  private static final int SKETCH_METRIC = 1;
  private static final int SKETCH_HOST = 2;
  private static final int SKETCH_TAGS = 4;
  private static final int SKETCH_DOGSKETCHES = 7;

  private static final int DOGSKETCH_TIMESTAMP = 1;
  private static final int DOGSKETCH_COUNT = 2;
  private static final int DOGSKETCH_MIN = 3;
  private static final int DOGSKETCH_MAX = 4;
  private static final int DOGSKETCH_AVERAGE = 5;
  private static final int DOGSKETCH_SUM = 6;
  private static final int DOGSKETCH_KEYS = 7;
  private static final int DOGSKETCH_BIN_COUNTS = 8;

  private static final long NARROW_BIN = 65_535;
  private static final long WIDE_BIN = 4_294_967_295L;

  /** Twice the Agent's limit of distinct keys. */
  private static final int MAX_NARROW_BINS = 8192;

  private SketchEncoder() {}

  static void write(SketchSeries series, long timestampSeconds, ProtoWriter out) {
    int message = out.open(PAYLOAD_SKETCHES);
    out.writeString(SKETCH_METRIC, series.name());
    out.writeString(SKETCH_HOST, series.host());
    List<String> tags = series.tags();
    for (int i = 0; i < tags.size(); i++) {
      out.writeString(SKETCH_TAGS, tags.get(i));
    }
    int dogsketch = out.open(SKETCH_DOGSKETCHES);
    out.writeInteger(DOGSKETCH_TIMESTAMP, timestampSeconds);
    writeSketch(out, series.sketch());
    out.close(dogsketch);
    out.close(message);
  }

  private static void writeSketch(ProtoWriter out, Sketch sketch) {
    out.writeInteger(DOGSKETCH_COUNT, sketch.count());
    out.writeDouble(DOGSKETCH_MIN, sketch.min());
    out.writeDouble(DOGSKETCH_MAX, sketch.max());
    out.writeDouble(DOGSKETCH_AVERAGE, sketch.average());
    out.writeDouble(DOGSKETCH_SUM, sketch.sum());
    long binSize = binSize(sketch);
    int keys = out.open(DOGSKETCH_KEYS);
    for (int bin = 0; bin < sketch.binCount(); bin++) {
      for (long part = parts(sketch.countAt(bin), binSize); part > 0; part--) {
        out.writeZigzag(sketch.keyAt(bin));
      }
    }
    out.close(keys);
    int counts = out.open(DOGSKETCH_BIN_COUNTS);
    for (int bin = 0; bin < sketch.binCount(); bin++) {
      long fullParts = parts(sketch.countAt(bin), binSize) - 1;
      out.writeVarint(sketch.countAt(bin) - fullParts * binSize);
      for (long part = fullParts; part > 0; part--) {
        out.writeVarint(binSize);
      }
    }
    out.close(counts);
  }

  private static long binSize(Sketch sketch) {
    long narrowBins = 0;
    for (int bin = 0; bin < sketch.binCount(); bin++) {
      narrowBins += parts(sketch.countAt(bin), NARROW_BIN);
    }
    return narrowBins <= MAX_NARROW_BINS ? NARROW_BIN : WIDE_BIN;
  }

  /** How many bins of the wire one bin of the sketch needs. */
  private static long parts(long count, long binSize) {
    return (count - 1) / binSize + 1;
  }
}
