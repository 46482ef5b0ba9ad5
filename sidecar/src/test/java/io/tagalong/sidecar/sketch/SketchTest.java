package io.tagalong.sidecar.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.vectors.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {
  private static final int MANY_BINS = 5000;

  @Test
  void reproducesReferenceOfMixedValues() {
    assertIsReference("mixed", sketch(-3.5, 0, 1e-12, 0.25, 1, 1, 10, 42.5, 99.9, 842, 842, 1523));
  }

  @Test
  void reproducesReferenceOfIntegers() {
    assertIsReference("1..100", sketch(IntStream.rangeClosed(1, 100).asDoubleStream().toArray()));
  }

  @Test
  void reproducesReferenceOfBothSigns() {
    assertIsReference("-50..50", sketch(IntStream.rangeClosed(-50, 50).asDoubleStream().toArray()));
  }

  @Test
  void reproducesReferenceOfSampledValuesWhenTheSumHasItsOwnWeight() {
    Sketch sketch = new Sketch();

    sketch.insert(10, 10, 1 / 0.1);
    sketch.insert(20, 3, 1 / 0.3);
    sketch.insert(30, 2, 1 / 0.5);

    assertIsReference("sampled", sketch);
  }

  @Test
  void reproducesReferenceOfOneFullBin() {
    assertIsReference(
        "overflow", sketch(IntStream.range(0, 70_000).mapToDouble(i -> 842).toArray()));
  }

  @Test
  void reproducesReferenceOfAGeometricSeries() {
    assertIsReference(
        "geo1000",
        sketch(
            IntStream.range(0, 1000).mapToDouble(i -> Math.exp(3 + (i - 500) / 250.0)).toArray()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void staysUnchangedWhenValueIsNotFinite(double value) {
    Sketch sketch = sketch(1, 2);

    assertFalse(sketch.insert(value, 1));

    assertEquals(contents(sketch(1, 2)), contents(sketch));
  }

  @Test
  void staysUnchangedWhenSumWouldBecomeInfinite() {
    Sketch sketch = sketch(Double.MAX_VALUE);

    assertFalse(sketch.insert(Double.MAX_VALUE, 1));

    assertEquals(contents(sketch(Double.MAX_VALUE)), contents(sketch));
  }

  @Test
  void averageStaysFiniteWhenDifferenceOfValuesOverflows() {
    Sketch sketch = sketch(-Double.MAX_VALUE, Double.MAX_VALUE);

    assertEquals(0, sketch.average());
    assertEquals(2, sketch.count());
  }

  @Test
  void mergesLowestBinsWhenThereAreTooMany() {
    List<Integer> keys = new ArrayList<>();
    IntStream.range(0, MANY_BINS).forEach(i -> keys.add(1 + i * 7919 % MANY_BINS));
    Sketch sketch = new Sketch();

    keys.forEach(key -> sketch.insert(SketchKey.centre(key), 1));

    assertEquals(Sketch.MAX_BINS, sketch.binCount());
    assertEquals(MANY_BINS - Sketch.MAX_BINS + 1, sketch.keyAt(0));
    assertEquals(MANY_BINS - Sketch.MAX_BINS + 1, sketch.countAt(0));
    assertEquals(MANY_BINS, sketch.keyAt(Sketch.MAX_BINS - 1));
    assertWellFormed(sketch);
  }

  @Property
  void countsEveryValue(
      @ForAll @Size(max = 200) List<@DoubleRange(min = -1e300, max = 1e300) Double> values) {
    Sketch sketch = sketch(values.stream().mapToDouble(v -> v).toArray());

    assertEquals(values.size(), sketch.count());
    assertEquals(
        values.stream().mapToDouble(v -> v).min().orElse(Double.POSITIVE_INFINITY), sketch.min());
    assertEquals(
        values.stream().mapToDouble(v -> v).max().orElse(Double.NEGATIVE_INFINITY), sketch.max());
    assertWellFormed(sketch);
  }

  @Property
  void mergedSketchesHoldWhatOneWouldHold(
      @ForAll @Size(max = 50) List<@IntRange(min = -1000, max = 1000) Integer> first,
      @ForAll @Size(max = 50) List<@IntRange(min = -1000, max = 1000) Integer> second) {
    Sketch merged = sketch(doubles(first));

    merged.merge(sketch(doubles(second)));

    Sketch whole = sketch(DoubleStream.concat(stream(first), stream(second)).toArray());
    assertEquals(bins(whole), bins(merged));
    assertEquals(whole.count(), merged.count());
    assertEquals(whole.min(), merged.min());
    assertEquals(whole.max(), merged.max());
    assertEquals(whole.sum(), merged.sum());
    assertEquals(whole.average(), merged.average(), 1e-9);
  }

  private static void assertIsReference(String name, Sketch sketch) {
    JsonObject reference =
        JsonObject.inFile("sketch-keys.json").objects("sketches").stream()
            .filter(each -> each.text("name").equals(name))
            .findFirst()
            .orElseThrow();
    List<Object> expected = new ArrayList<>();
    for (String field : List.of("k", "n", "cnt", "min", "max", "sum", "avg")) {
      expected.add(reference.get(field).toString());
    }

    assertEquals(
        expected,
        List.of(
            IntStream.range(0, sketch.binCount()).mapToObj(sketch::keyAt).toList().toString(),
            IntStream.range(0, sketch.binCount()).mapToObj(sketch::countAt).toList().toString(),
            Long.toString(sketch.count()),
            Double.toString(sketch.min()),
            Double.toString(sketch.max()),
            Double.toString(sketch.sum()),
            Double.toString(sketch.average())));
  }

  private static void assertWellFormed(Sketch sketch) {
    long counted = 0;
    for (int i = 0; i < sketch.binCount(); i++) {
      counted += sketch.countAt(i);
      assertTrue(sketch.countAt(i) > 0);
      assertTrue(i == 0 || sketch.keyAt(i) > sketch.keyAt(i - 1), "keys ascend");
    }
    assertEquals(sketch.count(), counted);
    assertTrue(sketch.binCount() <= Sketch.MAX_BINS);
  }

  private static Sketch sketch(double... values) {
    Sketch sketch = new Sketch();
    for (double value : values) {
      sketch.insert(value, 1);
    }
    return sketch;
  }

  private static List<Object> contents(Sketch sketch) {
    return List.of(
        bins(sketch), sketch.count(), sketch.min(), sketch.max(), sketch.sum(), sketch.average());
  }

  private static List<String> bins(Sketch sketch) {
    return IntStream.range(0, sketch.binCount())
        .mapToObj(i -> sketch.keyAt(i) + ":" + sketch.countAt(i))
        .toList();
  }

  private static double[] doubles(List<Integer> values) {
    return stream(values).toArray();
  }

  private static DoubleStream stream(List<Integer> values) {
    return values.stream().mapToDouble(v -> v);
  }
}
