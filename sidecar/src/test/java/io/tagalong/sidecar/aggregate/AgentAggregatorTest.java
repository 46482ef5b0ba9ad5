package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Agent's conformance cases do not show. */
class AgentAggregatorTest {
  private final Feed feed =
      new Feed(
          new AggregatorSettings(
              10, 2, 2, HistogramSettings.DEFAULT, CountersAs.COUNT, Compatibility.AGENT),
          Feed.START_SECONDS);

  @Test
  void sendsTheOpenBucketWhenTheProcessEnds() {
    feed.at(1, "g:1|g").at(12, "g:2|g").closeAt(13);

    assertEquals(List.of(0L, 10L), feed.starts());
    assertEquals(List.of("g[]=1.0", "g[]=2.0"), feed.series());
  }

  @Test
  void keepsNamesAndTagsAsSentButForTheirOrder() {
    feed.at(1, "My metric:5|g|#B,a,B").closeAt(9);

    assertEquals(List.of("My metric[B, a]=5.0"), feed.series());
  }

  @Test
  void addsOwnCountsAsRates() {
    feed.aggregator.addCount("own", List.of("reason:x"), 5, Feed.START_SECONDS + 1);
    feed.closeAt(9);

    assertEquals(List.of("own[reason:x]=0.5"), feed.series());
    assertEquals(0, feed.total(SelfMetric.SAMPLES));
  }

  @Test
  void staysWithinTheLimitOfContexts() {
    feed.at(1, "a:1|g|#k:1\na:2|g|#k:2\na:3|g|#k:3\nb:4|g").closeAt(9);

    assertEquals(List.of("a[k:1]=1.0", "a[k:2]=2.0", "a[overflow:true]=3.0"), feed.series());
    assertEquals(1, feed.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT));
    assertEquals(1, feed.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
  }

  @Test
  void stopsSayingZeroWhenTheCounterExpires() {
    feed.at(5, "c:1|c");

    for (long now = 10; now <= 400; now += 10) {
      feed.aggregator.advance(Feed.START_SECONDS + now);
    }

    assertEquals(300, feed.starts().get(feed.starts().size() - 1));
  }
}
