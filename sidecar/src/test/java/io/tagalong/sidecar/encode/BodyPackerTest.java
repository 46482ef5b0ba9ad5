package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    List<Item> items = items(lengths, new Random(seed));

    Encoded encoded = new BodyPacker(BodyKind.SERIES, SMALL, EncodeOptions.DEFAULT, 0).pack(items);

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
    Encoded encoded =
        new BodyPacker(BodyKind.SERIES, SMALL, EncodeOptions.DEFAULT, 0).pack(List.of());

    assertEquals(new Encoded(List.of(), List.of()), encoded);
  }

  @Test
  void namesMetricAndKeepsItsNeighboursWhenOneItemIsTooLarge() {
    List<Item> items = items(List.of(10, 900, 10), new Random(1));

    Encoded encoded = new BodyPacker(BodyKind.SERIES, SMALL, EncodeOptions.DEFAULT, 0).pack(items);

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

  private static List<Item> items(List<Integer> lengths, Random random) {
    return IntStream.range(0, lengths.size())
        .mapToObj(
            i -> {
              byte[] content = new byte[lengths.get(i)];
              random.nextBytes(content);
              ProtoWriter out = new ProtoWriter();
              int start = out.open(1);
              out.writeString(2, new String(content, StandardCharsets.ISO_8859_1));
              out.close(start);
              return new Item("metric" + i, out.toByteArray());
            })
        .toList();
  }

  private static String bytesExcept(List<Item> items, List<String> oversized) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    items.stream()
        .filter(item -> !oversized.contains(item.name()))
        .forEach(item -> bytes.writeBytes(item.bytes()));
    return text(bytes.toByteArray());
  }

  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
