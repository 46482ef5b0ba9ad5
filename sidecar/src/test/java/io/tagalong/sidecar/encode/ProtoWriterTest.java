package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ProtoWriterTest {

  @Property
  void zigzagIsReadBackAndNeverLongerThanFiveBytes(@ForAll int value) {
    byte[] written = ProtoField.written(out -> out.writeZigzag(value));

    assertEquals(value, ProtoField.unzigzag(ProtoField.packed(written).get(0)));
    assertEquals(true, written.length <= 5);
  }

  @Property
  void varintIsReadBack(@ForAll long value) {
    byte[] written = ProtoField.written(out -> out.writeVarint(value));

    assertEquals(List.of(value), ProtoField.packed(written));
  }

  @Property
  void nestedMessageKeepsItsContentAtEveryLength(@ForAll @IntRange(max = 40_000) int length) {
    byte[] written =
        ProtoField.written(
            out -> {
              int outer = out.open(1);
              int inner = out.open(2);
              out.writeString(3, "x".repeat(length));
              out.close(inner);
              out.writeInteger(4, 7);
              out.close(outer);
            });

    List<ProtoField> fields = ProtoField.of(ProtoField.of(written).get(0).bytes());
    assertEquals(length, ProtoField.of(fields.get(0).bytes()).get(0).text().length());
    assertEquals(7, fields.get(1).number());
  }

  @Test
  void leavesOutZeroButNotNegativeZero() {
    byte[] written =
        ProtoField.written(
            out -> {
              out.writeDouble(1, 0.0);
              out.writeInteger(2, 0);
              out.writeDouble(3, -0.0);
            });

    assertArrayEquals(new byte[] {3 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80}, written);
  }

  @Property
  void textIsReadBack(@ForAll @CharRange(from = 1, to = 0xD7FF) String text) {
    byte[] written = ProtoField.written(out -> out.writeString(1, text));

    assertEquals(text, ProtoField.of(written).get(0).text());
  }

  @Test
  void writesQuestionMarkWhenSurrogateHasNoPair() {
    byte[] written = ProtoField.written(out -> out.writeString(1, "a\ud800b"));

    assertEquals("a?b", ProtoField.of(written).get(0).text());
  }
}
