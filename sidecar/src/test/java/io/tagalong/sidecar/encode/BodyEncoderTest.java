package io.tagalong.sidecar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.Series;
import io.tagalong.sidecar.aggregate.SketchSeries;
import io.tagalong.sidecar.aggregate.Snapshot;
import io.tagalong.sidecar.aggregate.TimedSeries;
import io.tagalong.sidecar.encode.SketchDelivery.Rule;
import io.tagalong.sidecar.sketch.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class BodyEncoderTest {

  @Property(tries = 200)
  void decodedBodiesAreTheSnapshot(@ForAll("snapshots") Snapshot snapshot) {
    Encoded encoded = BodyEncoder.encode(snapshot, EncodeOptions.DEFAULT);

    assertEquals(seriesItems(snapshot), decoded(encoded, BodyKind.SERIES));
    assertEquals(sketchItems(snapshot), decoded(encoded, BodyKind.SKETCHES));
    assertEquals(List.of(), encoded.oversized());
  }

  @Test
  void startsNewBodyWhenItemLimitIsReached() {
    Encoded encoded = Bodies.series(10_001, 0);

    assertEquals(List.of(10_000, 1), encoded.bodies().stream().map(Body::items).toList());
  }

  @Test
  void keepsRealLimitsWhenTagsDoNotCompress() {
    List<Series> series =
        IntStream.range(0, 9_000)
            .mapToObj(
                i ->
                    new Series(
                        "m" + i, List.of(incompressible(i)), "h", Series.Kind.GAUGE, Math.sqrt(i)))
            .toList();

    Encoded encoded =
        BodyEncoder.encode(
            new Snapshot(0, 10, series, List.of(), List.of()), EncodeOptions.DEFAULT);

    assertEquals(9_000, encoded.items());
    assertTrue(encoded.bodies().size() > 1);
    for (Body body : encoded.bodies()) {
      assertTrue(body.bytes().length <= 512_000);
      assertTrue(DecodedItem.inflate(body.bytes()).length <= 5_242_880);
    }
  }

  @Test
  void makesNoBodyWhenSnapshotIsEmpty() {
    Encoded encoded =
        BodyEncoder.encode(
            new Snapshot(0, 10, List.of(), List.of(), List.of()), EncodeOptions.DEFAULT);

    assertEquals(List.of(), encoded.bodies());
  }

  @Test
  void keepsSketchesOfTwoModesInBodiesOfTheirOwn() {
    List<SketchSeries> sketches =
        Stream.of("price", "braze.sent", "size", "braze.read")
            .map(name -> new SketchSeries(name, List.of(), "h", sketch(List.of(1.0))))
            .toList();
    Rule rule = new Rule(Pattern.compile("braze\\..*"), DeliveryMode.AT_MOST_ONCE);
    EncodeOptions options =
        new EncodeOptions(
            Encoding.ZLIB, new SketchDelivery(DeliveryMode.AT_LEAST_ONCE, List.of(rule)));

    Encoded encoded =
        BodyEncoder.encode(new Snapshot(0, 10, List.of(), List.of(), sketches), options);

    assertEquals(
        Map.of(
            DeliveryMode.AT_LEAST_ONCE, List.of("price", "size"),
            DeliveryMode.AT_MOST_ONCE, List.of("braze.sent", "braze.read")),
        encoded.bodies().stream()
            .collect(Collectors.toMap(Body::mode, BodyEncoderTest::metricNames)));
  }

  @Test
  void sendsWhatBrazeSentAtMostOnceUnlessToldOtherwise() {
    List<SketchSeries> sketches =
        List.of(
            new SketchSeries("braze.messaging.sent", List.of(), "h", sketch(List.of(1.0))),
            new SketchSeries("braze.messaging.sent.x", List.of(), "h", sketch(List.of(1.0))));

    Encoded encoded =
        BodyEncoder.encode(
            new Snapshot(0, 10, List.of(), List.of(), sketches), EncodeOptions.DEFAULT);

    assertEquals(
        Map.of(
            DeliveryMode.AT_MOST_ONCE, List.of("braze.messaging.sent"),
            DeliveryMode.AT_LEAST_ONCE, List.of("braze.messaging.sent.x")),
        encoded.bodies().stream()
            .collect(Collectors.toMap(Body::mode, BodyEncoderTest::metricNames)));
  }

  private static List<String> metricNames(Body body) {
    return DecodedItem.of(body.kind(), body.bytes()).stream().map(DecodedItem::metric).toList();
  }

  private static String incompressible(int seed) {
    StringBuilder tag = new StringBuilder("t:");
    new Random(seed).ints(190, 'a', 'z' + 1).forEach(c -> tag.append((char) c));
    return tag.toString();
  }

  private static List<DecodedItem> decoded(Encoded encoded, BodyKind kind) {
    return encoded.bodies().stream()
        .filter(body -> body.kind() == kind)
        .flatMap(body -> DecodedItem.of(kind, body.bytes()).stream())
        .toList();
  }

  private static List<DecodedItem> seriesItems(Snapshot snapshot) {
    List<DecodedItem> items = new ArrayList<>();
    snapshot
        .series()
        .forEach(each -> items.add(seriesItem(snapshot, each, snapshot.startSeconds())));
    snapshot
        .timed()
        .forEach(each -> items.add(seriesItem(snapshot, each.series(), each.timestampSeconds())));
    return items;
  }

  private static DecodedItem seriesItem(Snapshot snapshot, Series series, long timestampSeconds) {
    return new DecodedItem(
        series.name(),
        series.host(),
        series.tags(),
        type(series.kind()),
        snapshot.intervalSeconds(),
        timestampSeconds,
        series.value(),
        0,
        List.of(),
        List.of());
  }

  private static long type(Series.Kind kind) {
    return switch (kind) {
      case COUNT -> 1;
      case RATE -> 2;
      case GAUGE -> 3;
    };
  }

  private static List<DecodedItem> sketchItems(Snapshot snapshot) {
    return snapshot.sketches().stream().map(series -> sketchItem(snapshot, series)).toList();
  }

  private static DecodedItem sketchItem(Snapshot snapshot, SketchSeries series) {
    List<Long> keys = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    Sketch sketch = series.sketch();
    for (int bin = 0; bin < sketch.binCount(); bin++) {
      keys.add((long) sketch.keyAt(bin));
      counts.add(sketch.countAt(bin));
    }
    return new DecodedItem(
        series.name(),
        series.host(),
        series.tags(),
        0,
        0,
        snapshot.startSeconds(),
        sketch.sum(),
        sketch.count(),
        keys,
        counts);
  }

  @Provide
  Arbitrary<Snapshot> snapshots() {
    Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30);
    Arbitrary<List<String>> tags = names.list().ofMaxSize(5);
    Arbitrary<String> hosts = Arbitraries.of("", "host-1", "host-2");
    Arbitrary<Double> values = Arbitraries.doubles();
    Arbitrary<Series> series =
        Combinators.combine(names, tags, hosts, Arbitraries.of(Series.Kind.class), values)
            .as(Series::new);
    Arbitrary<TimedSeries> timed =
        Combinators.combine(Arbitraries.longs().between(1, 4_000_000_000L), series)
            .as(TimedSeries::new);
    Arbitrary<Sketch> sketches =
        Arbitraries.doubles()
            .between(-1e9, 1e9)
            .list()
            .ofMinSize(1)
            .ofMaxSize(30)
            .map(this::sketch);
    Arbitrary<SketchSeries> sketchSeries =
        Combinators.combine(names, tags, hosts, sketches).as(SketchSeries::new);
    return Combinators.combine(
            Arbitraries.longs().between(1, 4_000_000_000L),
            Arbitraries.integers().between(1, 60),
            series.list().ofMaxSize(50),
            timed.list().ofMaxSize(20),
            sketchSeries.list().ofMaxSize(20))
        .as(Snapshot::new);
  }

  private Sketch sketch(List<Double> values) {
    Sketch sketch = new Sketch();
    values.forEach(value -> sketch.insert(value, 1));
    return sketch;
  }
}
