package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What contexts and cells weigh, on the heap after a full collection. */
class MemoryTest {
  private static final int CONTEXTS = 100_000;
  private static final long SEED = 42;

  /** Names, hosts and tags are shared as in real life: one of four tags differs by customer. */
  @Test
  void counterContextWeighsLittleMoreThanItsKey() {
    AggregatorSettings settings =
        new AggregatorSettings(
            10,
            CONTEXTS,
            CONTEXTS,
            HistogramSettings.DEFAULT,
            CountersAs.COUNT,
            Compatibility.TAGALONG);
    long keyBytes = 0;
    for (int i = 0; i < CONTEXTS; i++) {
      keyBytes += name(i).length() + tags(i).length();
    }

    long bytes =
        retainedBytes(
            () -> {
              Feed feed = new Feed(settings, 1);
              for (int i = 0; i < CONTEXTS; i++) {
                feed.at(1, name(i) + ":1|c|#" + tags(i));
              }
              feed.advanceTo(10).snapshots.clear();
              return feed;
            });

    assertAtMost(150, (bytes - keyBytes) / CONTEXTS);
  }

  /** The limits are what an unbounded dense sketch of DataDog/sketches-java takes. */
  @ParameterizedTest
  @CsvSource({"1, 704", "100, 2752", "10000, 3776"})
  void distributionWeighsNoMoreThanADenseSketch(int values, long maxBytes) {
    assertAtMost(maxBytes, bytesPerCell(values, DistributionCell::new));
  }

  @ParameterizedTest
  @CsvSource({"1, 1024", "100, 2048", "10000, 4096"})
  void histogramStaysSmall(int values, long maxBytes) {
    assertAtMost(
        maxBytes, bytesPerCell(values, () -> new HistogramCell(HistogramSettings.DEFAULT)));
  }

  private static long bytesPerCell(int values, Supplier<NumericCell> newCell) {
    int cells = values < 1000 ? 10_000 : 500;
    long bytes =
        retainedBytes(
            () -> {
              Random random = new Random(SEED);
              NumericCell[] all = new NumericCell[cells];
              for (int i = 0; i < cells; i++) {
                all[i] = newCell.get();
                for (int value = 0; value < values; value++) {
                  all[i].add(20 * Math.exp(random.nextGaussian()), 1);
                }
              }
              return all;
            });
    return bytes / cells;
  }

  private static String name(int i) {
    return "shop.checkout.step%02d.requests".formatted(i % 10);
  }

  private static String tags(int i) {
    return "env:production,service:checkout,endpoint:/orders/%d,customer:customer-%05d"
        .formatted(i / 10 % 10, i / 100);
  }

  private static long retainedBytes(Supplier<Object> builder) {
    long before = usedBytes();
    Object built = builder.get();
    try {
      return usedBytes() - before;
    } finally {
      Reference.reachabilityFence(built);
    }
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void assertAtMost(long maxBytes, long bytes) {
    assertTrue(bytes <= maxBytes, bytes + " bytes, seed " + SEED);
  }
}
