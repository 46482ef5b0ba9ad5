package io.tagalong.sidecar.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramCellTest {
  private final HistogramCell cell = new HistogramCell(HistogramSettings.DEFAULT);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 1, 2", "3, 2, 3", "20, 10, 19", "21, 11, 20", "40, 20, 38"})
  void choosesTheAgentsRanks(int values, double median, double percentile95) {
    IntStream.rangeClosed(1, values).forEach(value -> cell.add(value, 1));

    assertEquals(median, reported(".median"));
    assertEquals(percentile95, reported(".95percentile"));
  }

  @Test
  void keepsExactWhatIsExactWhenValuesAreMany() {
    IntStream.rangeClosed(-2000, 9999).forEach(value -> cell.add(value, 0.5));

    assertEquals(9999, reported(".max"));
    assertEquals(3999.5, reported(".avg"));
    assertEquals(24_000, reported(".count"));
    assertEquals(3999, reported(".median"), 3999 * 0.004);
    assertEquals(9399, reported(".95percentile"), 9399 * 0.004);
  }

  @Test
  void reportsPercentilesWithinTheValuesThatOccurred() {
    IntStream.range(0, 200).forEach(i -> cell.add(100.9 + i * 1e-9, 1));

    assertEquals(100.9, reported(".median"), 1e-6);
    assertEquals(100.9, reported(".95percentile"), 1e-6);
  }

  @Test
  void survivesTheWholeRangeOfDoubles() {
    IntStream.rangeClosed(-307, 307).forEach(exponent -> cell.add(Math.pow(10, exponent), 1));
    IntStream.rangeClosed(-307, 307).forEach(exponent -> cell.add(-Math.pow(10, exponent), 1));

    assertEquals(1e307, reported(".max"));
    assertEquals(1230, reported(".count"));
    assertEquals(0, reported(".median"));
  }

  private double reported(String suffix) {
    Figures figures = new Figures();
    cell.emit(figures);
    Double value = figures.bySuffix.get(suffix);
    assertNotNull(value, suffix);
    return value;
  }

  private static final class Figures implements Report {
    final Map<String, Double> bySuffix = new HashMap<>();

    @Override
    public void count(String suffix, double value) {
      bySuffix.put(suffix, value);
    }

    @Override
    public void gauge(String suffix, double value) {
      bySuffix.put(suffix, value);
    }

    @Override
    public void sketch(Sketch sketch) {
      throw new AssertionError("a histogram is no distribution");
    }

    @Override
    public void countEstimatedSet() {
      throw new AssertionError("a histogram is no set");
    }

    @Override
    public void countFilteredSeries(int n) {
      assertEquals(0, n);
    }
  }
}
