package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ProtoWriterTest {

  @Property
  void zigzagIsReadBackAndNeverLongerThanFiveBytes(@ForAll int value) {
    ProtoWriter out = new ProtoWriter();

    out.writeZigzag(value);

    byte[] written = out.toByteArray();
    assertEquals(value, ProtoField.unzigzag(ProtoField.packed(written).get(0)));
    assertEquals(true, written.length <= 5);
  }

  @Property
  void varintIsReadBack(@ForAll long value) {
    ProtoWriter out = new ProtoWriter();

    out.writeVarint(value);

    assertEquals(List.of(value), ProtoField.packed(out.toByteArray()));
  }

  @Property
  void nestedMessageKeepsItsContentAtEveryLength(@ForAll @IntRange(max = 40_000) int length) {
    ProtoWriter out = new ProtoWriter();

    int outer = out.open(1);
    int inner = out.open(2);
    out.writeString(3, "x".repeat(length));
    out.close(inner);
    out.writeInteger(4, 7);
    out.close(outer);

    List<ProtoField> fields = ProtoField.of(ProtoField.of(out.toByteArray()).get(0).bytes());
    assertEquals(length, ProtoField.of(fields.get(0).bytes()).get(0).text().length());
    assertEquals(7, fields.get(1).number());
  }

  @Test
  void leavesOutZeroButNotNegativeZero() {
    ProtoWriter out = new ProtoWriter();

    out.writeDouble(1, 0.0);
    out.writeInteger(2, 0);
    out.writeDouble(3, -0.0);

    assertArrayEquals(new byte[] {3 << 3 | 1, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80}, out.toByteArray());
  }

  @Test
  void writesQuestionMarkWhenSurrogateHasNoPair() {
    ProtoWriter out = new ProtoWriter();

    out.writeString(1, "a\ud800b");

    assertEquals("a?b", ProtoField.of(out.toByteArray()).get(0).text());
  }
}
