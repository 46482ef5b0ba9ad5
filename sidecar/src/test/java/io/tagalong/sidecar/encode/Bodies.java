package io.tagalong.sidecar.encode;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.List;
import java.util.stream.IntStream;

/** Makes bodies for tests by encoding small snapshots. */
public final class Bodies {

  private Bodies() {}

  /** A body of that many count series named {@code m0}, {@code m1} and so on, each worth 1. */
  public static Encoded series(int items, long createdSeconds) {
    List<Series> series =
        IntStream.range(0, items)
            .mapToObj(i -> new Series("m" + i, List.of(), "h", Series.Kind.COUNT, 1))
            .toList();
    return BodyEncoder.encode(new Snapshot(createdSeconds, 10, series, List.of(), List.of()));
  }

  /** A body with one sketch named {@code d}. */
  public static Encoded sketch(long createdSeconds) {
    Sketch sketch = new Sketch();
    sketch.insert(1, 1);
    List<SketchSeries> sketches = List.of(new SketchSeries("d", List.of(), "h", sketch));
    return BodyEncoder.encode(new Snapshot(createdSeconds, 10, List.of(), List.of(), sketches));
  }
}
