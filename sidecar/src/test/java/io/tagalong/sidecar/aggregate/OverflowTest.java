package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.histogram.HistogramRules;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where samples go whose context would be one too many. */
class OverflowTest {
  /** Some 1000 bytes on the heap. */
  private static final String LONG_TAGS =
      "m:1|c|#k:" + "a".repeat(190) + ",l:" + "b".repeat(190) + ",n:" + "c".repeat(190);

  private final Feed feed = feed(100, 2);

  @Test
  void addsUpWhatExceedsTheLimitOfAMetric() {
    feed.at(1, "a:1|c|#k:1\na:2|c|#k:2\na:4:8|c|#k:3\na:16|c|#k:4\na:1|c|#k:1\nb:1|c|#k:5")
        .closeAt(9);

    assertEquals(
        List.of("a[k:1]=2.0", "a[k:2]=2.0", "a[overflow:true]=28.0", "b[k:5]=1.0"), feed.series());
    assertEquals(3, feed.total(SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT));
    assertEquals(4, feed.total(SelfMetric.SAMPLES));
    assertTrue(
        feed.logged.text().contains("New tags of a go to its series tagged overflow:true"),
        feed.logged::text);
  }

  @Test
  void addsUpWhatExceedsTheLimitInAllForMetricsWithContexts() {
    Feed small = feed(2, 100);

    small.at(1, "a:1|c|#k:1\nb:1|g|#k:1\na:2|c|#k:2\nb:5|g|#k:2\na:3|d|#k:2").closeAt(9);

    assertEquals(
        List.of("a[k:1]=1.0", "b[k:1]=1.0", "a[overflow:true]=2.0", "b[overflow:true]=5.0"),
        small.series());
    assertEquals(2, small.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT));
    assertEquals(1, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
  }

  @Test
  void sharesTheSeriesWithASenderWhoTagsLikeThat() {
    feed.at(1, "a:1|c|#overflow:true\na:1|c|#k:1\na:1|c|#k:2");
    feed.at(1, "b:1|c|#k:1\nb:1|c|#k:2\nb:1|c|#k:3\nb:1|c|#overflow:true").closeAt(9);

    assertEquals(
        List.of(
            "a[overflow:true]=2.0",
            "a[k:1]=1.0",
            "b[k:1]=1.0",
            "b[k:2]=1.0",
            "b[overflow:true]=2.0"),
        feed.series());
    assertEquals(5, feed.total(SelfMetric.SAMPLES));
    assertEquals(2, feed.total(SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT));
  }

  @Test
  void saysZeroForAnIdleOverflowSeries() {
    feed.at(1, "a:1|c|#k:1\na:1|c|#k:2\na:1|c|#k:3").at(11, "g:1|g").at(20, "g:1|g");

    assertEquals(
        List.of("a[k:1]=0.0", "a[k:2]=0.0", "a[overflow:true]=0.0", "g[]=1.0"),
        feed.series().subList(3, 7).stream().sorted().toList());
  }

  @Test
  void givesContextsAgainWhenOthersWereForgotten() {
    feed.at(1, "a:1|g|#k:1\na:1|g|#k:2\na:1|g|#k:3").at(311, "a:9|g|#k:3").closeAt(312);

    assertEquals("a[k:3]=9.0", feed.series().get(3));
  }

  @Test
  void copiesHistogramsOfTheOverflowToTheDistributionToo() {
    Feed copying =
        new Feed(
            settings(100, 1, new HistogramSettings(List.of(), List.of(50), Optional.of("dist."))),
            Feed.START_SECONDS);

    copying.at(1, "h:1|h|#k:1\nh:2|ms|#k:2\nh:3|h|#k:3").closeAt(9);

    assertEquals(
        List.of("dist.h[k:1] 1", "dist.h[overflow:true] 2"),
        copying.snapshots.get(0).sketches().stream()
            .map(each -> each.name() + each.tags() + " " + each.sketch().count())
            .toList());
  }

  @Test
  void overflowsWhenNamesAndTagsTakeTooMuchMemory() {
    Feed small = feed(900L);

    small.at(1, LONG_TAGS).at(1, "m:2|c|#k:1\nm:4|c|#k:2\nnew:8|c").closeAt(9);

    assertTrue(small.series().contains("m[overflow:true]=6.0"), () -> small.series().toString());
    assertEquals(2, small.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_BYTES));
    assertEquals(1, small.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
    assertTrue(small.logged.text().contains("raise TAGALONG_MAX_CONTEXT_BYTES"));
  }

  @Test
  void hasRoomForNewTagsWhenOldOnesWereForgotten() {
    Feed small = feed(900L);

    small.at(1, LONG_TAGS).at(1, "m:2|c|#k:1").at(1000, "m:4|c|#k:2").closeAt(1009);

    assertTrue(small.series().contains("m[k:2]=4.0"), () -> small.series().toString());
    assertEquals(1, small.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_BYTES));
  }

  private static Feed feed(long maxContextBytes) {
    return new Feed(
        new AggregatorSettings(
            10,
            100,
            100,
            maxContextBytes,
            new HistogramRules(HistogramSettings.DEFAULT),
            CountersAs.COUNT,
            Compatibility.TAGALONG),
        Feed.START_SECONDS);
  }

  private static Feed feed(int maxContexts, int maxContextsPerMetric) {
    return new Feed(
        settings(maxContexts, maxContextsPerMetric, HistogramSettings.DEFAULT), Feed.START_SECONDS);
  }

  private static AggregatorSettings settings(
      int maxContexts, int maxContextsPerMetric, HistogramSettings histograms) {
    return new AggregatorSettings(
        10,
        maxContexts,
        maxContextsPerMetric,
        histograms,
        CountersAs.COUNT,
        Compatibility.TAGALONG);
  }
}
