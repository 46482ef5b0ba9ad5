package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Several shards together are as good as one. */
class ShardMergeTest {
  /** Up to as many members of a set are counted one by one. */
  private static final int MAX_EXACT_MEMBERS = 10_000;

  private static final AggregatorSettings SETTINGS = new AggregatorSettings(10, 3000);

  private final Feed feed = new Feed(SETTINGS, 3);

  /** A message, which shard gets it, and how many seconds after the one before it arrives. */
  record Arrival(int shard, String message, int secondsLater) {}

  @Property(tries = 300)
  void anyAssignmentToShardsGivesTheSnapshotsOfOne(@ForAll("arrivals") List<Arrival> arrivals) {
    Feed one = new Feed(SETTINGS, 1);
    Feed three = new Feed(SETTINGS, 3);
    long now = 0;
    for (Arrival arrival : arrivals) {
      now += arrival.secondsLater();
      one.toShard(0, now, arrival.message());
      three.advanceTo(now).toShard(arrival.shard(), now, arrival.message());
    }
    one.closeAt(now);
    three.closeAt(now);

    assertEquals(contents(one), contents(three));
    assertEquals(one.total(SelfMetric.SAMPLES), three.total(SelfMetric.SAMPLES));
  }

  @Test
  void waitsUntilAllShardsHaveClosedTheBucket() {
    feed.toShard(0, 1, "a:1|c").toShard(2, 1, "a:2|c");

    feed.toShard(0, 10, "x:1|g").toShard(1, 11, "x:1|g");
    assertEquals(List.of(), feed.snapshots);
    feed.toShard(2, 12, "x:1|g");

    assertEquals(List.of("a[]=3.0"), feed.series());
  }

  @Test
  void mergesBucketsOfTheNewTimeWhenClockIsSetBackByOverAnHour() {
    feed.toShard(0, 1, "a:1|c").toShard(1, 1, "a:2|c").advanceTo(-4_000);

    feed.toShard(0, -3_999, "a:4|c").toShard(2, -3_999, "a:8|c").closeAt(-3_991);

    assertEquals(List.of("a[]=3.0", "a[]=12.0"), feed.series());
    assertEquals(0, feed.total(SelfMetric.ITEMS_DROPPED_LATE_SHARD));
  }

  @Test
  void keepsTheGaugeThatCameLast() {
    feed.toShard(1, 2, "g:1|g").toShard(2, 7, "g:2|g").toShard(0, 5, "g:3|g").closeAt(9);

    assertEquals(List.of("g[]=2.0"), feed.series());
  }

  @Test
  void mergesSetsThatAreEstimatedWithThoseThatAreNot() {
    int members = MAX_EXACT_MEMBERS + 100;
    for (int i = 0; i < members; i++) {
      feed.toShard(0, 1, "s:" + i + "|s");
    }
    feed.toShard(1, 1, "s:a|s\ns:1|s").toShard(2, 1, "s:b|s").closeAt(9);

    assertEquals(members + 2, feed.values().getOrDefault("s", 0.0), 0.07 * members);
    assertEquals(1, feed.total(SelfMetric.SETS_ESTIMATED));
  }

  @Test
  void mergesHistogramsThatAreCompressed() {
    IntStream.rangeClosed(1, 3000).forEach(i -> feed.toShard(i % 3, 1, "h:" + i + "|h"));

    feed.closeAt(9);

    assertEquals(3000, feed.values().get("h.count"));
    assertEquals(3000, feed.values().get("h.max"));
    assertEquals(1500, feed.values().getOrDefault("h.median", 0.0), 1500 * 0.005);
  }

  @Test
  void addsUpCountsOfOneNamedSecondAlsoWhenAnotherShardComesLater() {
    String second = "|T" + Feed.START_SECONDS;
    feed.toShard(0, 1, "a:1|c" + second).toShard(1, 1, "a:2|c" + second).advanceTo(10);

    feed.toShard(2, 11, "a:4|c" + second).closeAt(19);

    assertEquals(
        List.of(3.0, 7.0),
        feed.snapshots.stream()
            .flatMap(snapshot -> snapshot.timed().stream())
            .map(each -> each.series().value())
            .toList());
  }

  @Test
  void dropsWhatAShardHandsOverWhenTheOthersAreFarAhead() {
    feed.toShard(2, 1, "a:1|c").toShard(0, 1, "a:2|c");
    for (long now = 10; now <= (BucketMerger.MAX_AHEAD + 1) * 10L; now += 10) {
      feed.toShard(0, now, "g:1|g").toShard(1, now, "g:1|g");
    }
    assertEquals(List.of("a[]=2.0"), feed.series());

    feed.toShard(2, 70, "a:1|c").closeAt(79);

    assertEquals(1, feed.total(SelfMetric.ITEMS_DROPPED_LATE_SHARD));
    assertEquals(feed.starts().stream().distinct().toList(), feed.starts());
    assertTrue(feed.logged.text().contains("event loop 2"), feed.logged::text);
  }

  @Test
  void keepsSumsFiniteThatShardsMakeInfiniteTogether() {
    feed.toShard(0, 1, "c:1e308|c\nd:1e308|d\nh:1e308|h");
    feed.toShard(1, 1, "c:1e308|c\nd:1e308|d\nh:1e308|h").closeAt(9);

    assertEquals(Double.MAX_VALUE, feed.values().get("c"));
    assertTrue(feed.values().values().stream().allMatch(Double::isFinite), feed.values()::toString);
    assertEquals(Double.MAX_VALUE, feed.snapshots.get(0).sketches().get(0).sketch().sum());
  }

  @Test
  void sharesTheLimitsAmongShards() {
    Feed small = new Feed(new AggregatorSettings(10, 6), 3);

    small.toShard(0, 1, "a:1|g\nb:1|g\nc:1|g").toShard(1, 1, "d:1|g").closeAt(9);

    assertEquals(List.of("a[]=1.0", "b[]=1.0", "d[]=1.0"), small.series());
    assertEquals(1, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
  }

  @Test
  void refusesSeveralShardsWhenCompatibleWithTheAgent() {
    AggregatorSettings agent =
        new AggregatorSettings(
            10, 9, 9, HistogramSettings.DEFAULT, CountersAs.RATE, Compatibility.AGENT);

    assertThrows(IllegalArgumentException.class, () -> new Feed(agent, 2));
  }

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    // No gauges: of two in one second, which came last is not known.
    Arbitrary<String> message =
        Combinators.combine(
                Arbitraries.of("a", "b"),
                Arbitraries.integers().between(-5, 40),
                Arbitraries.of("c", "h", "ms", "d", "s", "c|T" + Feed.START_SECONDS),
                Arbitraries.of("", "|#k:1", "|#K:1,,x", "|@0.5"))
            .as((name, value, type, rest) -> name + ":" + value + "|" + type + rest);
    return Combinators.combine(
            Arbitraries.integers().between(0, 2), message, Arbitraries.integers().between(0, 14))
        .as(Arrival::new)
        .list()
        .ofMaxSize(60);
  }

  /** All that left, each bucket in an order that does not depend on shards. */
  private static List<List<String>> contents(Feed feed) {
    return feed.snapshots.stream().map(ShardMergeTest::contents).toList();
  }

  private static List<String> contents(Snapshot snapshot) {
    return Stream.of(
            Stream.of("start " + snapshot.startSeconds()),
            snapshot.series().stream().map(Feed::text),
            snapshot.timed().stream()
                .map(each -> each.timestampSeconds() + " " + Feed.text(each.series())),
            snapshot.sketches().stream().map(ShardMergeTest::text))
        .flatMap(each -> each)
        .sorted()
        .toList();
  }

  private static String text(SketchSeries series) {
    StringBuilder text = new StringBuilder(series.name() + series.tags());
    text.append(series.sketch().count()).append(' ').append(series.sketch().sum());
    for (int bin = 0; bin < series.sketch().binCount(); bin++) {
      text.append(' ').append(series.sketch().keyAt(bin)).append('x');
      text.append(series.sketch().countAt(bin));
    }
    return text.toString();
  }
}
