package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
  private final Feed feed = new Feed();

  @Test
  void closesBucketAtItsVeryEnd() {
    feed.at(9, "a:1|c");
    feed.aggregator.advance(Feed.START_SECONDS + 9);
    assertEquals(List.of(), feed.starts());

    feed.aggregator.advance(Feed.START_SECONDS + 10);

    assertEquals(List.of(0L), feed.starts());
    assertEquals(10, feed.snapshots.get(0).intervalSeconds());
  }

  @Test
  void countsSampleOfTheNextSecondIntoTheNextBucket() {
    feed.at(9, "a:1|c").at(10, "a:2|c").closeAt(11);

    assertEquals(List.of(0L, 10L), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=2.0"), feed.series());
  }

  @Test
  void beginsFirstBucketAtTheSecondOfTheStartSoThatARestartReusesNoTimestamp() {
    Feed restarted = new Feed(10, Feed.START_SECONDS + 7);

    restarted.at(8, "a:1|c").at(12, "a:1|c").closeAt(13);

    assertEquals(List.of(7L, 10L), restarted.starts());
  }

  @Test
  void passesOverIdleBucketsWhenThereIsNoCounter() {
    feed.at(1, "g:1|g\nh:1|h\ns:1|s\nd:1|d").at(45, "g:1|g").closeAt(46);

    assertEquals(List.of(0L, 40L), feed.starts());
  }

  @Test
  void fillsEveryIdleBucketWithAZeroOfTheCounter() {
    feed.at(1, "a:1|c").at(35, "a:1|c").closeAt(36);

    assertEquals(List.of(0L, 10L, 20L, 30L), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=0.0", "a[]=0.0", "a[]=1.0"), feed.series());
  }

  @Test
  void saysZeroForManyCountersAndForgetsEachInItsTime() {
    for (int i = 0; i < 100; i++) {
      feed.at(i % 2, "a" + i + ":1|c");
    }
    feed.at(100, "a7:1|c");

    feed.aggregator.advance(Feed.START_SECONDS + 600);

    assertEquals(1 + 29 + 10, feed.snapshots.size());
    assertEquals(100, feed.snapshots.get(29).series().size());
    assertEquals(List.of("a7[]=0.0"), List.of(Feed.text(feed.snapshots.get(39).series().get(0))));
  }

  @ParameterizedTest
  @CsvSource({"5, 300", "0, 290", "9, 300", "10, 300", "11, 310"})
  void saysZeroUntilTheCounterWasSilentForLong(long seconds, long lastZero) {
    feed.at(seconds, "a:1|c");

    for (long now = 0; now <= 400; now += 10) {
      feed.aggregator.advance(Feed.START_SECONDS + now);
    }

    assertEquals(lastZero, feed.starts().get(feed.starts().size() - 1));
  }

  @Test
  void emitsNoMoreThanTheExpiryAfterALongPause() {
    feed.at(5, "a:1|c").at(86_400 * 365, "b:1|c").closeAt(86_400 * 365);

    assertEquals(1 + 30 + 1, feed.snapshots.size());
    assertEquals(List.of(300L, 86_400 * 365L), feed.starts().subList(30, 32));
    assertEquals("b[]=1.0", feed.series().get(31));
  }

  @Test
  void saysNoZeroInTheBucketThatTheEndOfTheProcessCutsShort() {
    feed.at(1, "a:1|c").at(15, "g:1|g").closeAt(16);

    assertEquals(List.of("a[]=1.0", "g[]=1.0"), feed.series());
  }

  @Test
  void saysNoZeroForACounterWithoutAnyUsableSample() {
    feed.at(1, "a:nan|c\ng:1|g").at(31, "g:1|g").closeAt(32);

    assertEquals(List.of("g[]=1.0", "g[]=1.0"), feed.series());
  }

  @Test
  void keepsFillingTheOpenBucketWhenClockStepsBack() {
    feed.at(1, "a:1|c").at(21, "a:2|c").at(3, "a:4|c").at(25, "a:8|c").closeAt(26);

    assertEquals(List.of(0L, 10L, 20L), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=0.0", "a[]=14.0"), feed.series());
  }

  /** Otherwise nothing would leave before the clock has come so far again. */
  @Test
  void opensABucketAtTheNewTimeWhenClockIsSetBackByOverAnHour() {
    feed.at(1, "a:1|c\nb:1|c").at(-3_603, "a:2|c").closeAt(-3_595);

    assertEquals(List.of(0L, -3_603L), feed.starts());
    assertEquals(List.of("a[]=1.0", "b[]=1.0", "a[]=2.0"), feed.series());
  }

  @Test
  void doesNotCarryGaugesOver() {
    feed.at(1, "g:5|g").at(11, "x:1|c").closeAt(12);

    assertEquals(List.of("g[]=5.0", "x[]=1.0"), feed.series());
  }

  @Test
  void neverUsesATimestampTwiceWhenSamplesComeAfterClosing() {
    feed.at(5, "a:1|g").closeAt(5).closeAt(5);
    feed.at(5, "a:2|g").closeAt(5);
    feed.at(5, "a:4|g").at(10, "a:8|g").closeAt(19);

    assertEquals(feed.starts().stream().distinct().toList(), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=2.0", "a[]=4.0", "a[]=8.0"), feed.series());
  }

  @Test
  void forgetsContextsAfterALongSilenceAndMakesRoomForOthers() {
    Feed small = new Feed(1, Feed.START_SECONDS);

    small.at(1, "a:1|c").at(300, "b:1|c").at(310, "b:2|c").at(319, "b:4|c").closeAt(319);

    assertEquals(Map.of("a", 0.0, "b", 6.0), small.values());
    assertEquals(1, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
  }

  @Test
  void remembersContextsThatAreStillInUse() {
    Feed small = new Feed(1, Feed.START_SECONDS);

    for (int second = 0; second <= 900; second += 290) {
      small.at(second, "a:1|c\nb:1|c");
    }

    assertEquals(4, small.total(SelfMetric.SAMPLES));
    assertEquals(4, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
  }
}
