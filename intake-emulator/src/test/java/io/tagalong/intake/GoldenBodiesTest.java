package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.Summary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that were encoded by others are understood, and judged rightly. */
final class GoldenBodiesTest {
  private final Vectors vectors;
  @AutoClose private final TestIntake intake = new TestIntake();

  GoldenBodiesTest() throws IOException {
    vectors = new Vectors();
  }

  @Test
  void holdsRateTimesIntervalOfGoldenSeries() throws Exception {
    int status = intake.status(Call.series(vectors.series()));

    assertEquals(202, status);
    assertEquals(List.of(), intake.emulator().violations());
    assertEquals(
        7,
        intake
            .emulator()
            .metrics()
            .total(
                "statsig.check_gate.count",
                "environment:production",
                "name:new_checkout",
                "value:true"),
        1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "1..100", "-50..50", "geo1000"})
  void holdsSummaryOfFaultlessGoldenSketch(String name) throws Exception {
    int status = intake.status(Call.sketches(vectors.sketch(name)));

    assertEquals(202, status);
    assertEquals(List.of(), intake.emulator().violations());
    assertEquals(vectors.summaryOf(name), intake.emulator().metrics().summary("m", "a:b"));
  }

  @Test
  void reportsSumAndAverageOfSketchWhoseWeightsWereCutOff() throws Exception {
    intake.status(Call.sketches(vectors.sketch("sampled")));

    assertEquals(List.of(Rule.SKETCH_AVERAGE_WRONG, Rule.SKETCH_SUM_WRONG), intake.brokenRules());
  }

  @Test
  void reportsWidthOfBinThatIsNotSplit() throws Exception {
    intake.status(Call.sketches(vectors.sketch("overflow")));

    assertEquals(List.of(Rule.SKETCH_BIN_WIDTH), intake.brokenRules());
  }

  @Test
  void mergesAllSketchesOfOneContext() throws Exception {
    for (String name : List.of("mixed", "1..100")) {
      intake.status(Call.sketches(vectors.sketch(name)));
    }

    Summary merged = intake.emulator().metrics().summary("m");

    assertEquals(112, merged.count());
    assertEquals(-3.5, merged.min());
    assertEquals(1523, merged.max());
    assertEquals(8408.15, merged.sum(), 1e-9);
  }
}
