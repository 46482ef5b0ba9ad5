package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.sketch.Sketch;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts what encoding allocates besides its bodies: memory for a block, not for items. */
final class EncodeAllocationTest {

  private static final int FEW = 10_000;
  private static final int MANY = 60_000;
  private static final List<String> TAGS =
      List.of("env:production", "region:eu-west-1", "service:checkout", "version:1.4.2");

  /** What the JIT compiler may not have got rid of yet is far less than an item's 150 bytes. */
  private static final int BYTES_PER_MORE_ITEM = 2;

  @Test
  void allocatesAlmostNothingMoreWhenThereAreMoreSeries() {
    assertMoreItemsCostNothing(series(FEW), series(MANY));
  }

  @Test
  void allocatesAlmostNothingMoreWhenThereAreMoreSketches() {
    assertMoreItemsCostNothing(sketches(FEW), sketches(MANY));
  }

  private static void assertMoreItemsCostNothing(Snapshot few, Snapshot many) {
    allocatedBesidesBodies(many); // loads the classes

    long more = allocatedBesidesBodies(many) - allocatedBesidesBodies(few);

    long allowed = (long) BYTES_PER_MORE_ITEM * (MANY - FEW);
    assertTrue(more <= allowed, () -> more + " bytes for " + (MANY - FEW) + " more items");
  }

  private static long allocatedBesidesBodies(Snapshot snapshot) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    Encoded encoded = BodyEncoder.encode(snapshot, EncodeOptions.DEFAULT);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertEquals(snapshot.items(), encoded.items());
    return allocated - encoded.bodies().stream().mapToLong(body -> body.bytes().length).sum();
  }

  private static Snapshot series(int count) {
    List<Series> series =
        IntStream.range(0, count)
            .mapToObj(i -> new Series("shop.step" + i, TAGS, "h", Series.Kind.COUNT, i))
            .toList();
    return new Snapshot(1_700_000_000, 10, series, List.of(), List.of());
  }

  private static Snapshot sketches(int count) {
    Sketch sketch = new Sketch();
    IntStream.range(1, 50).forEach(value -> sketch.insert(value, 1));
    List<SketchSeries> sketches =
        IntStream.range(0, count)
            .mapToObj(i -> new SketchSeries("shop.time" + i, TAGS, "h", sketch))
            .toList();
    return new Snapshot(1_700_000_000, 10, List.of(), List.of(), sketches);
  }
}
