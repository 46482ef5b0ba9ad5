package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples whose senders named the second. */
class TimedPointsTest {
  private final Feed feed = new Feed();

  @Test
  void addsUpCountsOfOneContextAndSecondWithoutTheirRate() {
    feed.at(1, "a:1:2|c|#x,y|@0.5|" + second(-30) + "\na:4|c|#Y,x|" + second(-30))
        .at(2, "a:8|c|#x,y|" + second(-29))
        .closeAt(9);

    assertEquals(List.of("-30 a[x, y]=7.0", "-29 a[x, y]=8.0"), timed(feed));
    assertEquals(4, feed.total(SelfMetric.SAMPLES));
  }

  @Test
  void keepsTheLastGaugeOfASecond() {
    feed.at(1, "g:1|g|" + second(5)).at(2, "g:3:2|g|" + second(5)).closeAt(9);

    assertEquals(List.of("5 g[]=2.0"), timed(feed));
  }

  @Test
  void keepsTimedSamplesApartFromTheBucketAndSaysNoZeros() {
    feed.at(1, "a:1|c|" + second(0)).at(2, "b:1|g").at(11, "b:1|g").closeAt(12);

    assertEquals(List.of("0 a[]=1.0"), timed(feed));
    assertEquals(List.of("b[]=1.0", "b[]=1.0"), feed.series());
  }

  @Test
  void sendsTheWholeSumAgainWhenACountComesAfterItsSecondHasLeft() {
    feed.at(1, "a:1|c|" + second(0)).at(11, "a:2|c|" + second(0)).at(21, "x:1|g").closeAt(29);

    assertEquals(List.of("0 a[]=1.0", "0 a[]=3.0"), timed(feed));
  }

  @Test
  void beginsANewSumWhenTheSentOneIsNoLongerKept() {
    feed.at(1, "a:1|c|" + second(0)).at(11, "x:1|g");
    feed.at(71, "x:1|g").at(81, "a:2|c|" + second(0)).closeAt(89);

    assertEquals(List.of("0 a[]=1.0", "0 a[]=2.0"), timed(feed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "ms", "d", "s"})
  void dropsTypesThatHaveNoPointOfASecond(String type) {
    feed.at(1, "a:1|" + type + "|" + second(0)).closeAt(9);

    assertEquals(List.of(), feed.snapshots);
    assertEquals(1, feed.total(SelfMetric.SAMPLES_DROPPED_TIMESTAMPED_TYPE));
  }

  @Test
  void dropsWhatDatadogWouldDiscardForItsTime() {
    feed.at(1, "a:1:1|c|" + second(1 - 3601) + "\nb:1|g|" + second(1 + 601))
        .at(1, "c:1|c|" + second(1 - 3600) + "\nd:1|g|" + second(1 + 600))
        .at(1, "e:1|c|T1\nf:1|c|T9223372036854775807")
        .closeAt(9);

    assertEquals(List.of("-3599 c[]=1.0", "601 d[]=1.0"), timed(feed));
    assertEquals(5, feed.total(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_OUT_OF_RANGE));
  }

  @Test
  void dropsValuesThatAreNotFinite() {
    feed.at(1, "a:nan:1:inf|c|" + second(0) + "\nb:nan|g|" + second(0)).closeAt(9);

    assertEquals(List.of("0 a[]=1.0"), timed(feed));
    assertEquals(3, feed.total(SelfMetric.SAMPLES_DROPPED_NON_FINITE));
  }

  @Test
  void dropsNewPointsWhenFullAndMakesRoomFromPointsThatHaveLeft() {
    Feed many = new Feed(TimedPoints.MAX_POINTS, Feed.START_SECONDS);
    fill(many, 1);
    many.at(2, "new:1|c|" + second(0));
    assertEquals(1, many.total(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_LIMIT));

    many.at(11, "new:1|c|" + second(0)).closeAt(12);

    assertEquals(1, many.total(SelfMetric.SAMPLES_DROPPED_TIMESTAMP_LIMIT));
    assertEquals(TimedPoints.MAX_POINTS + 1, timed(many).size());
  }

  private static void fill(Feed feed, long now) {
    int perSecond = TimedPoints.MAX_POINTS / 1000;
    for (int context = 0; context < perSecond; context++) {
      for (int i = 0; i < 1000; i++) {
        feed.at(now, "m" + context + ":1|c|" + second(-i));
      }
    }
  }

  private static String second(long offset) {
    return "T" + (Feed.START_SECONDS + offset);
  }

  private static List<String> timed(Feed feed) {
    return feed.snapshots.stream()
        .flatMap(snapshot -> snapshot.timed().stream())
        .map(each -> each.timestampSeconds() - Feed.START_SECONDS + " " + Feed.text(each.series()))
        .toList();
  }
}
