package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.aggregate.Series.Kind;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.sketch.Sketch;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type becomes, and which samples count. Buckets are the matter of another test. */
class AggregatorTest {
  /** Up to as many members of a set are counted one by one. */
  private static final int MAX_EXACT_MEMBERS = 10_000;

  private final Feed feed = new Feed();

  @Test
  void addsUpCountsByTheirExactRate() {
    feed.at(1, "hits:1|c|@0.1\nhits:2:-4|c").at(2, "hits:1|c|@0.3").closeAt(9);

    assertEquals(
        List.of(new Series("hits", List.of(), Feed.HOST, Kind.COUNT, 10 + 2 - 4 + 1 / 0.3)),
        feed.snapshots.get(0).series());
  }

  @Test
  void keepsTheLastGaugeWhateverItsRate() {
    feed.at(1, "pool:5|g").at(2, "pool:7|g|@0.5").closeAt(9);

    assertEquals(
        List.of(new Series("pool", List.of(), Feed.HOST, Kind.GAUGE, 7)),
        feed.snapshots.get(0).series());
  }

  @Test
  void countsDistinctSetMembersByTheirText() {
    feed.at(1, "ids:7|s\nids:007|s\nids:7|s|@0.1\nids:a:b|s").closeAt(9);

    assertEquals(
        List.of(new Series("ids", List.of(), Feed.HOST, Kind.GAUGE, 3)),
        feed.snapshots.get(0).series());
  }

  @Test
  void countsSetMembersExactlyUpToTheCap() {
    for (int i = 0; i < MAX_EXACT_MEMBERS; i++) {
      feed.at(1, "ids:" + i + "|s\nids:0|s");
    }
    feed.closeAt(9);

    assertEquals(Map.of("ids", (double) MAX_EXACT_MEMBERS), feed.values());
    assertEquals(0, feed.total(SelfMetric.SETS_ESTIMATED));
  }

  @Test
  void estimatesSetMembersBeyondTheCap() {
    int members = 5 * MAX_EXACT_MEMBERS;
    for (int i = 0; i < members; i++) {
      feed.at(1, "ids:" + i + "|s\nids:" + i / 2 + "|s");
    }
    feed.closeAt(9);

    assertEquals(members, feed.snapshots.get(0).series().get(0).value(), 0.07 * members);
    assertEquals(2L * members, feed.total(SelfMetric.SAMPLES));
    assertEquals(1, feed.total(SelfMetric.SETS_ESTIMATED));
  }

  @Test
  void reportsTheAgentsDefaultAggregatesOfAHistogram() {
    feed.at(1, "t:4:1:3:2|h|#b,a").closeAt(9);

    assertEquals(
        List.of(
            "t.max[a, b]=4.0",
            "t.median[a, b]=2.0",
            "t.avg[a, b]=2.5",
            "t.count[a, b]=4.0",
            "t.95percentile[a, b]=4.0"),
        feed.series());
    assertEquals(
        List.of(Kind.GAUGE, Kind.GAUGE, Kind.GAUGE, Kind.COUNT, Kind.GAUGE),
        feed.snapshots.get(0).series().stream().map(Series::kind).toList());
  }

  @Test
  void joinsTimingsAndHistogramsOfOneNameBecauseTheirSeriesWouldCollide() {
    feed.at(1, "t:1|h\nt:3|ms").closeAt(9);

    assertEquals(2, feed.values().get("t.count"));
    assertEquals(5, feed.series().size());
  }

  @Test
  void keepsTypesOfOneNameApart() {
    feed.at(1, "x:1|c\nx:2|g\nx:3|d").closeAt(9);

    assertEquals(List.of("x[]=1.0", "x[]=2.0"), feed.series());
    assertEquals(1, feed.snapshots.get(0).sketches().size());
  }

  @Test
  void weighsSampledValuesConsistently() {
    feed.at(1, "t:10|h|@0.3\nd:10|d|@0.3").closeAt(9);

    assertEquals(
        Map.of(
            "t.max", 10.0, "t.median", 10.0, "t.avg", 10.0, "t.95percentile", 10.0, "t.count", 3.0),
        feed.values());
    Sketch sketch = feed.snapshots.get(0).sketches().get(0).sketch();
    assertEquals(3, sketch.count());
    assertEquals(30, sketch.sum());
    assertEquals(10, sketch.average());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5", "2", "nan", "inf"})
  void countsOnceWhenRateMakesNoSense(String rate) {
    feed.at(1, "c:5|c|@%1$s\nh:5|h|@%1$s\nd:5|d|@%1$s\ng:5|g|@%1$s".formatted(rate)).closeAt(9);

    assertEquals(5, feed.values().get("c"));
    assertEquals(1, feed.values().get("h.count"));
    assertEquals(1, feed.snapshots.get(0).sketches().get(0).sketch().count());
    assertEquals(3, feed.total(SelfMetric.SAMPLE_RATES_OUT_OF_RANGE));
  }

  @Test
  void limitsTheWeightOfAnAbsurdlySmallRate() {
    feed.at(1, "c:1|c|@1e-300\nd:1|d|@1e-20").closeAt(9);

    assertEquals(0x1p31, feed.values().get("c"));
    assertEquals(1L << 31, feed.snapshots.get(0).sketches().get(0).sketch().count());
    assertEquals(2, feed.total(SelfMetric.SAMPLE_RATES_OUT_OF_RANGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "g", "h", "ms", "d"})
  void dropsValuesThatAreNotFiniteAndKeepsTheOthers(String type) {
    feed.at(1, "x:nan:1:inf:-inf|" + type).closeAt(9);

    assertEquals(1, feed.total(SelfMetric.SAMPLES));
    assertEquals(3, feed.total(SelfMetric.SAMPLES_DROPPED_NON_FINITE));
    assertEquals(1, feed.snapshots.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "h", "d"})
  void dropsValueThatWouldMakeTheSumInfinite(String type) {
    feed.at(1, "x:1e308:1e308|" + type).at(1, "x:1e308|" + type + "|@0.1").closeAt(9);

    assertEquals(1, feed.total(SelfMetric.SAMPLES));
    assertEquals(2, feed.total(SelfMetric.SAMPLES_DROPPED_NON_FINITE));
    feed.values().forEach((name, value) -> assertEquals(1e308, value, 1e308, name));
  }

  @Test
  void reportsNothingWhenAllValuesWereDropped() {
    feed.at(1, "x:nan|c\ny:inf|h\nz:nan|d").closeAt(9);

    assertEquals(List.of(), feed.snapshots);
  }

  @Test
  void mergesContextsThatAreEqualAtDatadog() {
    feed.at(1, "my metric:1|c|#Gate:NewUI,env:prod")
        .at(1, "my_metric:1|c|#env:prod,gate:newui,env:prod")
        .at(1, "1my*metric:1|c|#env:prod:,,GATE:NEWUI")
        .closeAt(9);

    assertEquals(List.of("my_metric[env:prod, gate:newui]=3.0"), feed.series());
    assertEquals(1, feed.total(SelfMetric.TAGS_DROPPED_EMPTY));
  }

  @Test
  void countsEmptyTagsOfEveryMessageAlsoWhenItsContextIsKnown() {
    feed.at(1, "x:1|c|#a,,b,").at(1, "x:1|c|#a,,b,");

    assertEquals(4, feed.total(SelfMetric.TAGS_DROPPED_EMPTY));
  }

  @Test
  void rejectsMessageWhoseNameHoldsNoLetter() {
    feed.at(1, "12.5_:1:2|c\n÷:1|c").closeAt(9);

    assertEquals(List.of(), feed.snapshots);
    assertEquals(2, feed.total(SelfMetric.MESSAGES_REJECTED_UNUSABLE_NAME));
  }

  @Test
  void dropsSamplesOfNewMetricsWhenTableIsFull() {
    Feed small = new Feed(2, Feed.START_SECONDS);

    small.at(1, "a:1|c\nb:1|c\nc:1:1:1|c\na:1|c\nA.b:1|c|#t\na:1|c|#,").closeAt(9);

    assertEquals(List.of("a[]=3.0", "b[]=1.0"), small.series());
    assertEquals(4, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
    assertTrue(small.logged.text().contains("new metric c because there are 2 contexts"));
  }

  @Test
  void findsContextsByFurtherSpellingsWhenNoMoreSpellingsAreRemembered() {
    Feed small = new Feed(1, Feed.START_SECONDS);

    for (int i = 0; i < 3; i++) {
      small.at(1, "a:1|c|#x,y\na:1|c|#y,x\na:1|c|#X,Y");
    }

    assertEquals(List.of("a[x, y]=9.0"), small.closeAt(9).series());
  }

  @Test
  void takesOwnCountsAlsoWhenTableIsFull() {
    Feed small = new Feed(1, Feed.START_SECONDS);
    small.at(1, "a:1|c");

    small.aggregator.addCount("own", List.of("B", "a"), 2, Feed.START_SECONDS + 1);
    small.aggregator.addCount("own", List.of("a", "B"), 3, Feed.START_SECONDS + 2);

    assertEquals(List.of("a[]=1.0", "own[a, b]=5.0"), small.closeAt(9).series());
    assertEquals(1, small.total(SelfMetric.SAMPLES));
  }

  @Test
  void leavesRoomInLongNamesForWhatHistogramsAppend() {
    String name = "n".repeat(300);

    feed.at(1, name + ":1|h\n" + name + ":1|c").closeAt(9);

    Set<Integer> lengths =
        feed.values().keySet().stream().map(String::length).collect(Collectors.toSet());
    assertFalse(lengths.stream().anyMatch(length -> length > 200), lengths.toString());
    assertEquals(1, feed.values().get("n".repeat(200)));
  }

  @Test
  void replacesMalformedUtf8InTags() {
    feed.at(1, new byte[] {'x', ':', '1', '|', 'c', '|', '#', 'a', ':', (byte) 0xff, (byte) 0xfe});

    assertEquals(List.of("x[a:_]=1.0"), feed.closeAt(9).series());
  }

  @Test
  void handsOverSketchesThatAreNeverTouchedAgain() {
    feed.at(1, "d:1|d").at(11, "d:2|d").closeAt(12);

    assertEquals(1, feed.snapshots.get(0).sketches().get(0).sketch().sum());
    assertEquals(2, feed.snapshots.get(1).sketches().get(0).sketch().sum());
  }

  @Test
  void leavesCountsAsRatesWhenAsked() {
    Feed rates =
        new Feed(
            new AggregatorSettings(
                10, 100, 100, HistogramSettings.DEFAULT, CountersAs.RATE, Compatibility.TAGALONG),
            Feed.START_SECONDS);

    rates.at(1, "c:7|c\nh:1|h\ng:7|g").at(11, "g:8|g").closeAt(12);

    Series first = rates.snapshots.get(0).series().get(0);
    assertEquals(new Series("c", List.of(), Feed.HOST, Kind.RATE, 0.7), first);
    assertEquals(0.1, rates.values().get("h.count"));
    assertEquals(
        new Series("g", List.of(), Feed.HOST, Kind.GAUGE, 8),
        rates.snapshots.get(1).series().get(0));
  }

  @Test
  void rejectsSettingsThatHoldNothing() {
    assertThrows(IllegalArgumentException.class, () -> new AggregatorSettings(10, 0));
  }
}
