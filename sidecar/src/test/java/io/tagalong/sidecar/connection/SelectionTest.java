package io.tagalong.sidecar.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.encode.LogItem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gateway's data is told by names and sources, and by nothing else. */
final class SelectionTest {
  @Test
  void partsMetricsByTheirNames() {
    Series old = Samples.series("prism.gateway.requests", Series.Kind.COUNT, 1);
    Series renamed = Samples.series("agentcc.gateway.cost", Series.Kind.COUNT, 2);
    Series other = Samples.series("prism.gatewayish", Series.Kind.COUNT, 3);

    Selection<Snapshot> parts = Selection.of(Samples.bucket(old, other, renamed));

    assertEquals(List.of(old, renamed), parts.exported().series());
    assertEquals(List.of(other), parts.rest().series());
  }

  @Test
  void partsLogsByTheirSource() {
    List<LogItem> logs =
        List.of(Samples.log("futureagi"), Samples.log("nginx"), Samples.log("agentcc"));

    Selection<List<LogItem>> parts = Selection.of(logs);

    assertEquals(List.of(logs.get(0), logs.get(2)), parts.exported());
    assertEquals(List.of(logs.get(1)), parts.rest());
  }
}
