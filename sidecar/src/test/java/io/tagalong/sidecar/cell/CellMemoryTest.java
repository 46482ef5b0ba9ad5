package io.tagalong.sidecar.cell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.histogram.HistogramSettings;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cells weigh. */
class CellMemoryTest {
  private static final long SEED = 42;

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
        RetainedBytes.of(
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

  private static void assertAtMost(long maxBytes, long bytes) {
    assertTrue(bytes <= maxBytes, bytes + " bytes, seed " + SEED);
  }
}
