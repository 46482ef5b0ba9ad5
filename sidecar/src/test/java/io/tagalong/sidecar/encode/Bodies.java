package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.sketch.Sketch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Makes bodies for tests by encoding small snapshots. */
public final class Bodies {

  private Bodies() {}

  /** A body of that many count series named {@code m0}, {@code m1} and so on, each worth 1. */
  public static Encoded series(int items, long createdSeconds) {
    return series(items, createdSeconds, EncodeOptions.DEFAULT);
  }

  /** The same in another compression, of the second 0. */
  static Encoded series(int items, Encoding compression) {
    SketchDelivery sketches = EncodeOptions.DEFAULT.sketches();
    return series(items, 0, new EncodeOptions(compression, sketches));
  }

  private static Encoded series(int items, long createdSeconds, EncodeOptions options) {
    List<Series> series =
        IntStream.range(0, items)
            .mapToObj(i -> new Series("m" + i, List.of(), "h", Series.Kind.COUNT, 1))
            .toList();
    return BodyEncoder.encode(
        new Snapshot(createdSeconds, 10, series, List.of(), List.of()), options);
  }

  /** A body with one sketch named {@code d}. */
  public static Encoded sketch(long createdSeconds) {
    return sketch(createdSeconds, DeliveryMode.AT_LEAST_ONCE);
  }

  /** A body with one sketch, which must not arrive twice. */
  public static Encoded sketchAtMostOnce(long createdSeconds) {
    return sketch(createdSeconds, DeliveryMode.AT_MOST_ONCE);
  }

  /** A body with one event. */
  public static Encoded event(long createdSeconds) {
    return event(createdSeconds, "");
  }

  /** A body with one event, which is as long as its text. */
  public static Encoded event(long createdSeconds, String text) {
    byte[] json =
        "{\"title\":\"t\",\"text\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
    return new Encoded(
        List.of(
            new Body(
                BodyKind.EVENTS,
                Encoding.IDENTITY,
                DeliveryMode.AT_LEAST_ONCE,
                json,
                1,
                createdSeconds)),
        List.of());
  }

  private static Encoded sketch(long createdSeconds, DeliveryMode mode) {
    Sketch sketch = new Sketch();
    sketch.insert(1, 1);
    List<SketchSeries> sketches = List.of(new SketchSeries("d", List.of(), "h", sketch));
    return BodyEncoder.encode(
        new Snapshot(createdSeconds, 10, List.of(), List.of(), sketches),
        new EncodeOptions(Encoding.ZLIB, new SketchDelivery(mode)));
  }
}
