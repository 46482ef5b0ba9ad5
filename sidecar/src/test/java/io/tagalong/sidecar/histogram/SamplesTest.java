package io.tagalong.sidecar.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void staysExactWhileDistinctValuesAreFew() {
    Samples samples = new ExactSamples();
    Samples before = samples;

    for (int i = 0; i < 1000; i++) {
      samples = samples.add(i * 37 % ExactSamples.MAX_VALUES / 7.0, 1);
    }

    assertSame(before, samples);
    assertEquals(0, samples.valueAt(0));
    assertEquals((ExactSamples.MAX_VALUES - 1) / 7.0, samples.valueAt(999));
  }

  @Test
  void weightsShiftTheRanks() {
    Samples samples = new ExactSamples().add(5, 3).add(-1, 2).add(7, 1);

    assertEquals(
        List.of(-1.0, -1.0, 5.0, 5.0, 5.0, 7.0),
        IntStream.range(0, 6).mapToObj(samples::valueAt).toList());
  }

  @Test
  void countsTinyMagnitudesAsZeroBesideHugeOnes() {
    MagnitudeHistogram histogram = new MagnitudeHistogram();
    histogram.add(1e-9, 5);
    histogram.add(3e-9, 1);

    histogram.add(1e12, 2);
    histogram.add(2e-9, 1);

    assertEquals(9, histogram.count());
    assertEquals(0, histogram.valueAt(6));
    assertEquals(1e12, histogram.valueAt(7), 1e12 * 0.004);
  }

  @Property(tries = 100)
  void compressedValueIsNearTheExactOne(
      @ForAll @Size(min = 65, max = 300)
          List<@DoubleRange(min = -1000, max = 1000) Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    Samples samples = new CompressedSamples();
    for (double value : values) {
      samples = samples.add(value, 1);
    }

    for (int rank = 0; rank < sorted.length; rank++) {
      assertEquals(sorted[rank], samples.valueAt(rank), Math.abs(sorted[rank]) * 0.004);
    }
  }

  @Property(tries = 200)
  void holdsMagnitudesOfTheWholeRangeOfDoubles(@ForAll("wildValues") double[] values) {
    long weight = 1L << 31;
    MagnitudeHistogram histogram = new MagnitudeHistogram();
    for (double value : values) {
      histogram.add(value, weight);
    }

    double[] sorted = Arrays.stream(values).map(v -> Math.min(v, 0x1p400)).sorted().toArray();
    double floor = Math.max(0x1p-400, sorted[sorted.length - 1] * 0x1p-40);
    assertEquals(weight * sorted.length, histogram.count());
    for (int i = 0; i < sorted.length; i++) {
      double expected = sorted[i] < floor ? 0 : sorted[i];
      // Right at the floor, the middle of the bucket may lie on its other side.
      double tolerance = Math.max(expected * 0.004, expected < floor * 1.01 ? expected : 0);
      assertEquals(expected, histogram.valueAt(i * weight), tolerance);
      assertEquals(expected, histogram.valueAt((i + 1) * weight - 1), tolerance);
    }
  }

  @Provide
  Arbitrary<double[]> wildValues() {
    Arbitrary<Double> mantissa = Arbitraries.doubles().between(1, 9.99);
    Arbitrary<Integer> exponent = Arbitraries.integers().between(-323, 307);
    Arbitrary<Double> value =
        Combinators.combine(mantissa, exponent).as((m, e) -> Double.parseDouble(m + "e" + e));
    return Arbitraries.oneOf(value, Arbitraries.of(0.0, Double.MIN_VALUE, Double.MAX_VALUE))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(list -> list.stream().mapToDouble(v -> v).toArray());
  }
}
