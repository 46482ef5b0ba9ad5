package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void passesOverIdleBuckets() {
    feed.at(1, "a:1|c").at(45, "a:1|c").closeAt(46);

    assertEquals(List.of(0L, 40L), feed.starts());
  }

  @Test
  void keepsFillingTheOpenBucketWhenClockStepsBack() {
    feed.at(1, "a:1|c").at(21, "a:2|c").at(3, "a:4|c").at(25, "a:8|c").closeAt(26);

    assertEquals(List.of(0L, 20L), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=14.0"), feed.series());
  }

  @Test
  void doesNotCarryGaugesOver() {
    feed.at(1, "g:5|g").at(11, "x:1|c").closeAt(12);

    assertEquals(List.of("g[]=5.0", "x[]=1.0"), feed.series());
  }

  @Test
  void neverUsesATimestampTwiceWhenSamplesComeAfterClosing() {
    feed.at(5, "a:1|c").closeAt(5).closeAt(5);
    feed.at(5, "a:2|c").closeAt(5);
    feed.at(5, "a:4|c").at(10, "a:8|c").closeAt(19);

    assertEquals(feed.starts().stream().distinct().toList(), feed.starts());
    assertEquals(List.of("a[]=1.0", "a[]=2.0", "a[]=4.0", "a[]=8.0"), feed.series());
  }

  @Test
  void forgetsContextsAfterALongSilenceAndMakesRoomForOthers() {
    Feed small = new Feed(1, Feed.START_SECONDS);

    small.at(1, "a:1|c").at(300, "b:1|c").at(310, "b:2|c").at(319, "b:4|c").closeAt(319);

    assertEquals(List.of("a[]=1.0", "b[]=6.0"), small.series());
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
