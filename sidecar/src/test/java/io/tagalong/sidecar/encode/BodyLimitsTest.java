package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The limits of every kind of body, from outside: the figures are those of Datadog's documents, and
 * are written down here a second time.
 */
final class BodyLimitsTest {

  /** Far below every limit, so that not each of thousands is compressed by itself. */
  private static final int MOST_BYTES_OF_A_SMALL_ITEM = 10_000;

  /** What the intake takes in one body: bytes as sent, bytes unpacked, items. */
  private record Documented(int sentBytes, int rawBytes, int items) {

    static Documented of(BodyKind kind) {
      return switch (kind) {
        case SERIES -> new Documented(512_000, 5_242_880, 10_000);
        case SKETCHES -> new Documented(2_621_440, 4_194_304, 10_000);
        case CHECKS -> new Documented(2_621_440, 4_194_304, 100);
        case LOGS -> new Documented(5_000_000, 5_000_000, 1000);
        case EVENTS, CHANGE_EVENTS -> new Documented(4_194_304, 4_194_304, 1);
      };
    }
  }

  /** So many items, of at most so many bytes before they are framed. */
  private record Shape(int items, int maxBytes) {}

  @Property(tries = 40)
  void everyBodyOfEveryKindAndEncodingIsWithinLimitsAndNothingIsLost(
      @ForAll BodyKind kind,
      @ForAll Encoding encoding,
      @ForAll("shapes") Shape shape,
      @ForAll long seed) {
    Documented limits = Documented.of(kind);
    RandomItems items = RandomItems.of(kind, shape, new Random(seed));

    Encoded encoded = pack(kind, encoding, items);

    ByteArrayOutputStream delivered = new ByteArrayOutputStream();
    for (Body body : encoded.bodies()) {
      byte[] raw = encoding.decompress(body.bytes());
      assertTrue(body.bytes().length <= limits.sentBytes());
      assertTrue(raw.length <= limits.rawBytes());
      assertTrue(body.items() >= 1 && body.items() <= limits.items());
      List<byte[]> found = itemsOf(kind, raw);
      assertEquals(body.items(), found.size());
      found.forEach(delivered::writeBytes);
    }
    assertEquals(items.count(), encoded.items());
    Set<String> oversized =
        encoded.oversized().stream().map(Oversized::name).collect(Collectors.toSet());
    assertEquals(items.namesOver(limits, kind, encoding), oversized);
    assertArrayEquals(items.bytesExcept(oversized), delivered.toByteArray());
  }

  @ParameterizedTest
  @EnumSource
  void takesAnItemThatFillsABodyAndNoneThatIsAByteLarger(BodyKind kind) {
    Documented limits = Documented.of(kind);
    int most = Math.min(limits.sentBytes(), limits.rawBytes());

    assertEquals(List.of(most), sentBytes(kind, Encoding.IDENTITY, most));
    assertEquals(List.of(), sentBytes(kind, Encoding.IDENTITY, most + 1));
  }

  /** Zeroes are packed to so little that no other limit is near. */
  @ParameterizedTest
  @EnumSource
  void takesAnItemThatFillsABodyWhenUnpackedAndNoneThatIsAByteLarger(BodyKind kind) {
    int most = Documented.of(kind).rawBytes();

    assertEquals(1, sentBytes(kind, Encoding.ZLIB, most).size());
    assertEquals(List.of(), sentBytes(kind, Encoding.ZLIB, most + 1));
  }

  /** Of logs the intake takes twice as many. */
  @ParameterizedTest
  @CsvSource({
    "SERIES, 10000",
    "SKETCHES, 10000",
    "EVENTS, 1",
    "CHECKS, 100",
    "LOGS, 500",
    "CHANGE_EVENTS, 1"
  })
  void beginsAnotherBodyAfterSoManyItems(BodyKind kind, int most) {
    Items items = RandomItems.of(kind, new Shape(most + 1, 1), new Random(1));

    List<Body> bodies = pack(kind, Encoding.ZLIB, items).bodies();

    assertEquals(List.of(most, 1), bodies.stream().map(Body::items).toList());
  }

  /** Many small items fill bodies by their number or their bytes, few large ones by themselves. */
  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<Shape> small =
        Combinators.combine(
                Arbitraries.integers().between(0, 12_000), Arbitraries.integers().between(1, 300))
            .as(Shape::new);
    Arbitrary<Shape> large =
        Combinators.combine(
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(100_000, 4_000_000))
            .as(Shape::new);
    return Arbitraries.oneOf(small, large);
  }

  /** How large the bodies are of one item of zeroes that makes a body of so many bytes. */
  private static List<Integer> sentBytes(BodyKind kind, Encoding encoding, int rawBytes) {
    byte[] item = new byte[rawBytes - framed(kind, new byte[0]).length];
    Encoded encoded = pack(kind, encoding, new RandomItems(List.of(item)));
    assertEquals(1, encoded.items());
    return encoded.bodies().stream().map(body -> body.bytes().length).toList();
  }

  private static Encoded pack(BodyKind kind, Encoding encoding, Items items) {
    return new BodyPacker(kind, BodyLimits.of(kind), encoding, DeliveryMode.AT_LEAST_ONCE, 0)
        .pack(items);
  }

  /** The content of a body of one item. */
  private static byte[] framed(BodyKind kind, byte[] item) {
    String text = new String(item, StandardCharsets.ISO_8859_1);
    return switch (kind) {
      case CHECKS, LOGS -> ("[" + text + "]").getBytes(StandardCharsets.ISO_8859_1);
      case SERIES, SKETCHES, EVENTS, CHANGE_EVENTS -> item;
    };
  }

  private static List<byte[]> itemsOf(BodyKind kind, byte[] raw) {
    return switch (kind) {
      case SERIES, SKETCHES -> ProtoField.of(raw).stream().map(ProtoField::whole).toList();
      case CHECKS, LOGS -> {
        String list = new String(raw, StandardCharsets.ISO_8859_1);
        assertTrue(list.startsWith("[") && list.endsWith("]"));
        yield Arrays.stream(list.substring(1, list.length() - 1).split(",\n", -1))
            .map(item -> item.getBytes(StandardCharsets.ISO_8859_1))
            .toList();
      }
      case EVENTS, CHANGE_EVENTS -> List.of(raw);
    };
  }

  /** Items without a meaning, which hardly compress, named by their number. */
  private record RandomItems(List<byte[]> bytes) implements Items {

    static RandomItems of(BodyKind kind, Shape shape, Random random) {
      return new RandomItems(
          random
              .ints(shape.items(), 1, shape.maxBytes() + 1)
              .mapToObj(length -> item(kind, length, random))
              .toList());
    }

    private static byte[] item(BodyKind kind, int length, Random random) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      return switch (kind) {
        case SERIES, SKETCHES ->
            ProtoField.written(
                out -> out.writeString(1, new String(content, StandardCharsets.ISO_8859_1)));
        case CHECKS, LOGS, EVENTS, CHANGE_EVENTS ->
            ("{\"x\":\"" + Base64.getEncoder().encodeToString(content) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
      };
    }

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
      return String.valueOf(index);
    }

    /** The names of those that exceed a limit in a body of their own. */
    Set<String> namesOver(Documented limits, BodyKind kind, Encoding encoding) {
      try (Compressor compressor = encoding.compressor()) {
        return IntStream.range(0, count())
            .filter(i -> bytes.get(i).length > MOST_BYTES_OF_A_SMALL_ITEM)
            .filter(
                i -> {
                  byte[] raw = framed(kind, bytes.get(i));
                  return raw.length > limits.rawBytes()
                      || compressor.compress(raw, 0, raw.length).length > limits.sentBytes();
                })
            .mapToObj(this::name)
            .collect(Collectors.toSet());
      }
    }

    byte[] bytesExcept(Set<String> names) {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      for (int i = 0; i < count(); i++) {
        if (!names.contains(name(i))) {
          rest.writeBytes(bytes.get(i));
        }
      }
      return rest.toByteArray();
    }
  }
}
