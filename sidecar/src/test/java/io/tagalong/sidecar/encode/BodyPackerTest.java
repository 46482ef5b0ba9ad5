package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BodyPackerTest {

  private static final BodyLimits SMALL = new BodyLimits(300, 1000, 7);

  /** Random bytes do not compress, so the compressed limit is met as often as the others. */
  @Property
  void everyBodyIsWithinLimitsAndNothingIsLostOrMoved(
      @ForAll @Size(max = 60) List<@IntRange(max = 400) Integer> lengths, @ForAll long seed) {
    List<byte[]> items = items(lengths, new Random(seed));

    Encoded encoded = pack(items);

    ByteArrayOutputStream delivered = new ByteArrayOutputStream();
    for (Body body : encoded.bodies()) {
      byte[] raw = DecodedItem.inflate(body.bytes());
      assertTrue(body.bytes().length <= SMALL.maxCompressedBytes());
      assertTrue(raw.length <= SMALL.maxRawBytes());
      assertTrue(body.items() >= 1 && body.items() <= SMALL.maxItems());
      assertEquals(body.items(), ProtoField.of(raw).size());
      delivered.writeBytes(raw);
    }
    assertEquals(items.size(), encoded.items());
    assertEquals(bytesExcept(items, names(encoded)), text(delivered.toByteArray()));
  }

  @Test
  void makesNoBodyWhenThereIsNothing() {
    Encoded encoded = pack(List.of());

    assertEquals(new Encoded(List.of(), List.of()), encoded);
  }

  @Test
  void namesMetricAndKeepsItsNeighboursWhenOneItemIsTooLarge() {
    List<byte[]> items = items(List.of(10, 900, 10), new Random(1));

    Encoded encoded = pack(items);

    assertEquals(List.of("metric1"), names(encoded));
    assertEquals(2, encoded.bodies().stream().mapToInt(Body::items).sum());
  }

  @Test
  void halvesHoldTheItemsOfTheWholeInOrder() {
    Body whole = Bodies.series(301, 17).bodies().get(0);

    List<Body> halves = BodySplitter.halves(whole);

    ByteArrayOutputStream both = new ByteArrayOutputStream();
    halves.forEach(half -> both.writeBytes(DecodedItem.inflate(half.bytes())));
    assertEquals(text(DecodedItem.inflate(whole.bytes())), text(both.toByteArray()));
    assertEquals(List.of(150, 151), halves.stream().map(Body::items).toList());
    assertEquals(List.of(17L, 17L), halves.stream().map(Body::createdSeconds).toList());
  }

  private static List<String> names(Encoded encoded) {
    return encoded.oversized().stream().map(Oversized::name).toList();
  }

  private static Encoded pack(List<byte[]> items) {
    return new BodyPacker(BodyKind.SERIES, SMALL, Encoding.ZLIB, DeliveryMode.AT_LEAST_ONCE, 0)
        .pack(new NumberedItems(items));
  }

  private static List<byte[]> items(List<Integer> lengths, Random random) {
    return lengths.stream()
        .map(
            length -> {
              byte[] content = new byte[length];
              random.nextBytes(content);
              String text = new String(content, StandardCharsets.ISO_8859_1);
              return ProtoField.written(
                  out -> {
                    int start = out.open(1);
                    out.writeString(2, text);
                    out.close(start);
                  });
            })
        .toList();
  }

  private static String bytesExcept(List<byte[]> items, List<String> oversized) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NumberedItems numbered = new NumberedItems(items);
    for (int i = 0; i < items.size(); i++) {
      if (!oversized.contains(numbered.name(i))) {
        bytes.writeBytes(items.get(i));
      }
    }
    return text(bytes.toByteArray());
  }

  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Items {@code metric0}, {@code metric1} and so on. */
  private record NumberedItems(List<byte[]> bytes) implements Items {

    @Override
    public int count() {
      return bytes.size();
    }

    @Override
    public void write(int index, Block block) {
      block.write(bytes.get(index));
    }

    @Override
    public String name(int index) {
      return "metric" + index;
    }
  }
}
