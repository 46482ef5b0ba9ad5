package io.tagalong.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.rule.Rule;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The finer points of a sketch's bins. */
final class SketchTest {
  private static final int KEY_OF_1 = 1338;

  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void acceptsBinThatIsSplitWithItsRemainderFirst() throws Exception {
    send(onlyOnes(4465, 65_535, 65_535));

    assertEquals(List.of(), intake.brokenRules());
    assertEquals(135_535, intake.emulator().metrics().summary("shop.latency").count());
  }

  @Test
  void reportsSplitWhenRemainderComesLast() throws Exception {
    send(onlyOnes(65_535, 4465));

    assertEquals(List.of(Rule.SKETCH_SPLIT_WRONG), intake.brokenRules());
  }

  @Test
  void acceptsLowerMinimumWhenSketchMayBeTrimmed() throws Exception {
    SketchBody full = SketchBody.of("shop.latency").withOneEach(KEY_OF_1, KEY_OF_1 + 4095);

    send(full.withRange(0.5, full.max()));

    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void reportsLowerMinimumWhenSketchIsTooSmallToBeTrimmed() throws Exception {
    send(SketchBody.of("shop.latency").withRange(0.5, 10));

    assertEquals(List.of(Rule.SKETCH_RANGE_WRONG), intake.brokenRules());
  }

  @Test
  void holdsNothingOfSketchWithoutObservations() throws Exception {
    send(SketchBody.of("shop.latency").withBins(List.of(), List.of()));

    assertEquals(List.of(), intake.emulator().metrics().all());
    assertEquals(List.of(Rule.POINTS_MISSING), intake.brokenRules());
  }

  @Test
  void acceptsEmptyCommonMetadataThatTheAgentAppends() throws Exception {
    byte[] body =
        new Proto().raw(SketchBody.of("shop.latency").toBytes()).raw(0x12, 0x00).toBytes();

    intake.status(Call.sketches(body));

    assertEquals(List.of(), intake.brokenRules());
  }

  private void send(SketchBody sketch) throws Exception {
    assertEquals(202, intake.status(Call.sketches(sketch.toBytes())));
  }

  private static SketchBody onlyOnes(Integer... binCounts) {
    int count = Stream.of(binCounts).mapToInt(Integer::intValue).sum();
    return SketchBody.of("shop.latency")
        .withBins(Collections.nCopies(binCounts.length, KEY_OF_1), List.of(binCounts))
        .withCount(count)
        .withRange(1, 1)
        .withSum(1, count);
  }
}
