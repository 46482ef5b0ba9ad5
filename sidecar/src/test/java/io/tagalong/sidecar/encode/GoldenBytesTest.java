package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.sketch.Sketch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with payloads that an independent program made with protobuf-java. They carry origin
 * metadata, which Tagalong omits on purpose, so that field is taken out of them first.
 */
final class GoldenBytesTest {

  private static final long TIMESTAMP = 1_700_000_000L;
  private static final int PAYLOAD_ITEM = 1;
  private static final int SERIES_METADATA = 9;
  private static final int SERIES_TYPE = 5;
  private static final int SKETCH_DOGSKETCHES = 7;
  private static final int SKETCH_METADATA = 8;
  private static final int DOGSKETCH_KEYS = 7;
  private static final int DOGSKETCH_BIN_COUNTS = 8;
  private static final byte[] COUNT_TYPE_FIELD = {SERIES_TYPE << 3, 1};

  @Test
  void seriesMatchesGoldenPayload() throws IOException {
    Map<?, ?> golden = (Map<?, ?>) Objects.requireNonNull(vectors().get("metricPayloadGolden"));
    Series series =
        new Series(
            "statsig.check_gate.count",
            List.of("environment:production", "name:new_checkout", "value:true"),
            "host-1",
            Series.Kind.COUNT,
            0.7);

    byte[] encoded = ProtoField.written(out -> SeriesEncoder.write(series, TIMESTAMP, 10, out));

    assertHex(withoutMetadata(bytes(golden.get("hex")), SERIES_METADATA), encoded);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sketches")
  void sketchMatchesGoldenPayload(String name, Sketch sketch, byte[] golden) {
    SketchSeries series = new SketchSeries("m", List.of("a:b"), "h", sketch);

    byte[] encoded = ProtoField.written(out -> SketchEncoder.write(series, TIMESTAMP, out));

    assertHex(golden, encoded);
  }

  @Test
  void splitsBinRemainderFirstWhenItsCountNeedsMoreThanSixteenBits() {
    Sketch sketch = new Sketch();
    sketch.insert(842, 70_000);

    DecodedItem item = decoded(sketch);

    assertEquals(List.of(1772L, 1772L), item.keys());
    assertEquals(List.of(4465L, 65_535L), item.counts());
  }

  @Test
  void keepsBinWholeWhenItsCountIsExactlySixteenBits() {
    Sketch sketch = new Sketch();
    sketch.insert(842, 65_535);

    DecodedItem item = decoded(sketch);

    assertEquals(List.of(65_535L), item.counts());
  }

  @Test
  void usesWideBinsWhenNarrowOnesWouldBeTooMany() {
    Sketch sketch = new Sketch();
    sketch.insert(842, 1L << 40);

    DecodedItem item = decoded(sketch);

    assertEquals(1L << 40, item.counts().stream().mapToLong(Long::longValue).sum());
    assertEquals(257, item.counts().size());
  }

  private static DecodedItem decoded(Sketch sketch) {
    SketchSeries series = new SketchSeries("m", List.of(), "h", sketch);
    byte[] item = ProtoField.written(out -> SketchEncoder.write(series, TIMESTAMP, out));
    try (Compressor zlib = new ZlibCompressor()) {
      byte[] body = zlib.compress(item, 0, item.length);
      return DecodedItem.of(BodyKind.SKETCHES, body).get(0);
    }
  }

  static Stream<Object[]> sketches() throws IOException {
    return Stream.of(
        sketch("mixed", -3.5, 0, 1e-12, 0.25, 1, 1, 10, 42.5, 99.9, 842, 842, 1523),
        sketch("1..100", range(1, 100)),
        sketch("-50..50", range(-50, 50)),
        sketch("geo1000", geometric()),
        sampledSketch(),
        overflowingSketch());
  }

  private static Object[] sketch(String name, double... values) throws IOException {
    Sketch sketch = new Sketch();
    for (double value : values) {
      sketch.insert(value, 1);
    }
    return new Object[] {name, sketch, golden(name)};
  }

  private static Object[] sampledSketch() throws IOException {
    Sketch sketch = new Sketch();
    sketch.insert(10, 10, 1 / 0.1);
    sketch.insert(20, 3, 1 / 0.3);
    sketch.insert(30, 2, 1 / 0.5);
    return new Object[] {"sampled", sketch, golden("sampled")};
  }

  /** The golden payload has one bin of 32 bits; on the wire two of 16 bits take its place. */
  private static Object[] overflowingSketch() throws IOException {
    Sketch sketch = new Sketch();
    sketch.insert(842, 70_000);
    byte[] zigzagOfKey = varint(2 * 1772);
    byte[] keys = field(DOGSKETCH_KEYS, joined(zigzagOfKey, zigzagOfKey));
    byte[] counts = field(DOGSKETCH_BIN_COUNTS, joined(varint(4465), varint(65_535)));
    Function<ProtoField, byte[]> split =
        field ->
            switch (field.field()) {
              case DOGSKETCH_KEYS -> keys;
              case DOGSKETCH_BIN_COUNTS -> counts;
              default -> field.whole();
            };
    byte[] golden =
        rewritten(golden("overflow"), within(PAYLOAD_ITEM, within(SKETCH_DOGSKETCHES, split)));
    return new Object[] {"overflow", sketch, golden};
  }

  private static double[] geometric() {
    return IntStream.range(0, 1000).mapToDouble(i -> Math.exp(3 + (i - 500) / 250.0)).toArray();
  }

  private static double[] range(int first, int last) {
    return Stream.iterate(first, i -> i <= last, i -> i + 1).mapToDouble(i -> i).toArray();
  }

  private static byte[] golden(String name) throws IOException {
    for (Object entry : (List<?>) Objects.requireNonNull(vectors().get("sketches"))) {
      Map<?, ?> sketch = (Map<?, ?>) entry;
      if (name.equals(sketch.get("name"))) {
        Object hex = sketch.get("payloadHex_metric_m_host_h_tag_a:b_ts_1700000000_origin_10_10");
        return withoutMetadata(bytes(hex), SKETCH_METADATA);
      }
    }
    throw new AssertionError("no vector " + name);
  }

  /** Also turns the golden series, which is a rate, into the count that it is here. */
  private static byte[] withoutMetadata(byte[] payload, int metadataField) {
    Function<ProtoField, byte[]> kept =
        field -> {
          boolean type = metadataField == SERIES_METADATA && field.field() == SERIES_TYPE;
          byte[] whole = type ? COUNT_TYPE_FIELD : field.whole();
          return field.field() == metadataField ? new byte[0] : whole;
        };
    return rewritten(payload, within(PAYLOAD_ITEM, kept));
  }

  private static byte[] rewritten(byte[] message, Function<ProtoField, byte[]> replacement) {
    return joined(ProtoField.of(message).stream().map(replacement).toArray(byte[][]::new));
  }

  /** Replaces the fields of the messages in one field, and nothing beside them. */
  private static Function<ProtoField, byte[]> within(
      int number, Function<ProtoField, byte[]> replacement) {
    return field ->
        field.field() == number
            ? field(number, rewritten(field.bytes(), replacement))
            : field.whole();
  }

  private static byte[] field(int number, byte[] content) {
    return joined(varint(number << 3 | 2), varint(content.length), content);
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes.write(rest | 0x80);
    }
    bytes.write(rest);
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  private static byte[] bytes(@Nullable Object hex) {
    return HexFormat.of().parseHex((String) Objects.requireNonNull(hex));
  }

  private static void assertHex(byte[] expected, byte[] actual) {
    assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(actual));
  }

  private static Map<String, Object> vectors() throws IOException {
    try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/vectors/sketch-keys.json")) {
      return JSON.std.mapFrom(Objects.requireNonNull(in));
    }
  }
}
