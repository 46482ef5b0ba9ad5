package io.tagalong.sidecar.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many buckets become one: sums, averages, merged distributions. */
final class WindowTest {
  private final Window window = new Window();

  @Test
  void sumsCountsAndWeighsLatencyByRequests() {
    assertEquals(0, window.add(Samples.bucket(1, 100)));
    assertEquals(0, window.add(Samples.bucket(3, 500)));

    Snapshot whole = window.take(1000, 1300);

    assertEquals(1300, whole.startSeconds());
    assertEquals(300, whole.intervalSeconds());
    assertEquals(
        List.of(
            Samples.series("prism.gateway.requests", Series.Kind.COUNT, 4),
            Samples.series("prism.gateway.latency_ms", Series.Kind.GAUGE, 400)),
        whole.series());
  }

  @Test
  void turnsRatesIntoCounts() {
    window.add(Samples.bucket(Samples.series("prism.gateway.requests", Series.Kind.RATE, 0.5)));

    assertEquals(
        List.of(Samples.series("prism.gateway.requests", Series.Kind.COUNT, 5)),
        window.take(0, 60).series());
  }

  @Test
  void hasNothingWhenThereWereNoRequests() {
    window.add(Samples.bucket(Samples.series("prism.gateway.requests", Series.Kind.COUNT, 0)));

    assertEquals(0, window.take(0, 60).items());
  }

  @Test
  void isEmptyAfterItWasTaken() {
    window.add(Samples.bucket(2, 50));

    assertEquals(2, window.take(0, 60).items());
    assertEquals(0, window.take(60, 120).items());
  }

  @Test
  void mergesDistributionsAndLeavesTheBucketsAlone() {
    Snapshot first = distribution(10);
    window.add(first);
    window.add(distribution(30));

    Sketch merged = window.take(0, 60).sketches().get(0).sketch();

    assertEquals(2, merged.count());
    assertEquals(40, merged.sum());
    assertEquals(1, first.sketches().get(0).sketch().count());
  }

  @Test
  void refusesNewContextsWhenItIsFull() {
    List<Series> many = new ArrayList<>();
    for (int i = 0; i < Window.MAX_CONTEXTS + 2; i++) {
      many.add(Samples.series("prism.gateway.requests" + i, Series.Kind.COUNT, 1));
    }

    assertEquals(2, window.add(Samples.bucket(many.toArray(Series[]::new))));
    assertEquals(0, window.add(Samples.bucket(many.get(0))));
    assertEquals(Window.MAX_CONTEXTS, window.take(0, 60).items());
  }

  private static Snapshot distribution(double value) {
    Sketch sketch = new Sketch();
    sketch.insert(value, 1);
    SketchSeries series =
        new SketchSeries("prism.gateway.latency_ms.distribution", Samples.TAGS, "web-1", sketch);
    return new Snapshot(0, 10, List.of(), List.of(), List.of(series));
  }
}
