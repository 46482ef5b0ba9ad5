package io.tagalong.intake.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.intake.Proto;
import io.tagalong.intake.metric.Dogsketch;
import io.tagalong.intake.metric.Point;
import io.tagalong.intake.metric.Resource;
import io.tagalong.intake.metric.Series;
import io.tagalong.intake.metric.Sketch;
import io.tagalong.intake.rule.Refusal;
import io.tagalong.intake.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lenient protobuf parser would let pass. */
final class PayloadDecoderTest {
  private static final String NAME = "shop.orders";

  private final PayloadDecoder decoder = new PayloadDecoder();

  @Test
  void readsEveryFieldOfSeriesInAnyOrder() throws Refusal {
    Proto series =
        new Proto()
            .message(9, new Proto().message(1, new Proto().integer(4, 10).integer(6, 1)))
            .integer(8, 10)
            .text(7, "jvm")
            .text(6, "second")
            .integer(5, 2)
            .message(4, new Proto().integer(2, 1_700_000_000).number(1, 0.5))
            .text(3, "a:b")
            .text(2, NAME)
            .message(1, new Proto().text(2, "host-1").text(1, "host"));

    assertEquals(
        List.of(
            new Series(
                NAME,
                2,
                List.of("a:b"),
                List.of(new Resource("host", "host-1")),
                10,
                List.of(new Point(1_700_000_000, 0.5)))),
        decoder.series(new Proto().message(1, series).toBytes()));
  }

  @Test
  void readsSignedKeysAndUnsignedCounts() throws Refusal {
    Proto dogsketch =
        new Proto().packedZigzag(7, List.of(-1338, 1338)).packed(8, List.of(1, 0x8000_0000));

    assertEquals(
        List.of(
            new Sketch(
                NAME,
                "",
                List.of(),
                List.of(
                    new Dogsketch(
                        0, 0, 0, 0, 0, 0, List.of(-1338, 1338), List.of(1L, 0x8000_0000L))))),
        decoder.sketches(sketchOf(dogsketch)));
  }

  @Test
  void refusesKeyOfTenBytes() {
    Proto dogsketch =
        new Proto()
            .bytes(
                7,
                new Proto()
                    .raw(0xf3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)
                    .toBytes());

    assertEquals(Rule.PROTOBUF_NOT_CANONICAL, refusalOfSketches(sketchOf(dogsketch)));
  }

  @Test
  void refusesListThatIsNotPackedEvenIfAsLong() {
    Proto dogsketch = new Proto().integer(8, 1).integer(8, 2);

    assertEquals(Rule.PROTOBUF_NOT_CANONICAL, refusalOfSketches(sketchOf(dogsketch)));
  }

  @Test
  void refusesDefaultThatIsWrittenOut() {
    assertEquals(
        Rule.PROTOBUF_NOT_CANONICAL, refusalOfSeries(new Proto().text(2, NAME).integer(8, 0)));
  }

  @Test
  void refusesFieldThatIsGivenTwice() {
    assertEquals(
        Rule.PROTOBUF_NOT_CANONICAL, refusalOfSeries(new Proto().text(2, "a").text(2, "b")));
  }

  @Test
  void refusesReservedFieldDeepInside() {
    Proto origin = new Proto().integer(3, 9);

    assertEquals(
        Rule.PROTOBUF_UNKNOWN_FIELD,
        refusalOfSeries(new Proto().message(9, new Proto().message(1, origin))));
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertEquals(
        Rule.PROTOBUF_MALFORMED, refusalOfSeries(new Proto().bytes(3, new byte[] {(byte) 0xc3})));
  }

  @Test
  void refusesMessageThatIsCutShort() {
    assertEquals(Rule.PROTOBUF_MALFORMED, refusalOfSeries(new Proto().raw(0x12, 0x05, 'a')));
  }

  private Rule refusalOfSeries(Proto series) {
    byte[] body = new Proto().message(1, series).toBytes();
    return assertThrows(Refusal.class, () -> decoder.series(body)).rule();
  }

  private Rule refusalOfSketches(byte[] body) {
    return assertThrows(Refusal.class, () -> decoder.sketches(body)).rule();
  }

  private static byte[] sketchOf(Proto dogsketch) {
    return new Proto().message(1, new Proto().text(1, NAME).message(7, dogsketch)).toBytes();
  }
}
