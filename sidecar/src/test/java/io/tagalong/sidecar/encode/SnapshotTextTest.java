package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotTextTest {

  @Test
  void alignsTheColumnsOfAllItems() {
    Sketch sketch = new Sketch();
    sketch.insert(1, 1);
    sketch.insert(4, 1);
    Snapshot snapshot =
        new Snapshot(
            0,
            10,
            List.of(
                new Series("orders", List.of("env:prod", "shop:1"), "web-2", Series.Kind.COUNT, 12),
                new Series("queue.depth", List.of(), "", Series.Kind.GAUGE, 0.5)),
            List.of(
                new TimedSeries(
                    1_700_000_000, new Series("late", List.of(), "web", Series.Kind.COUNT, 2))),
            List.of(new SketchSeries("sent", List.of("a:b"), "web", sketch)));

    List<String> lines = SnapshotText.lines(snapshot);

    assertEquals(
        List.of(
            "count         orders       12                           web-2  env:prod,shop:1",
            "gauge         queue.depth  0.5",
            "count         late         2 at 2023-11-14T22:13:20Z    web",
            "distribution  sent         count=2 min=1 avg=2.5 max=4  web    a:b"),
        lines);
  }
}
