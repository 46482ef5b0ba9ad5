package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EncodingTest {

  /** One compressor for two parts, whose sizes are on both sides of the chunks'. */
  @Property(tries = 100)
  void partsAreReadBackAsTheyWere(
      @ForAll Encoding encoding, @ForAll @IntRange(max = 300_000) int bytes, @ForAll long seed) {
    byte[] raw = new byte[bytes + 1];
    Random random = new Random(seed);
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) random.nextInt(16);
    }
    int middle = bytes / 3;

    try (Compressor compressor = encoding.compressor()) {
      byte[] first = compressor.compress(raw, 0, middle);
      byte[] second = compressor.compress(raw, middle, raw.length);

      assertArrayEquals(Arrays.copyOfRange(raw, 0, middle), encoding.decompress(first));
      assertArrayEquals(Arrays.copyOfRange(raw, middle, raw.length), encoding.decompress(second));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
  void refusesBytesThatEndEarly(Encoding encoding) {
    try (Compressor compressor = encoding.compressor()) {
      byte[] whole = compressor.compress(new byte[100], 0, 100);
      byte[] part = Arrays.copyOf(whole, whole.length / 2);

      assertThrows(RuntimeException.class, () -> encoding.decompress(part));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Encoding.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
  void bodiesOfEveryCompressionAreSmallAndCanBeCut(Encoding encoding) {
    Body whole = Bodies.series(1000, encoding).bodies().get(0);

    List<Body> halves = BodySplitter.halves(whole);

    byte[] raw = encoding.decompress(whole.bytes());
    assertEquals(encoding, whole.encoding());
    assertEquals(1000, ProtoField.of(raw).size());
    assertTrue(whole.bytes().length < raw.length / 4);
    assertEquals(500, ProtoField.of(encoding.decompress(halves.get(1).bytes())).size());
  }
}
