package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.sketch.Sketch;
import io.tagalong.sidecar.vectors.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code vectors/aggregation.jsonl} in which the sidecar does what the Agent does.
 *
 * <p>A count leaves here with its total and there as a rate per second, so counts are compared
 * after dividing by the interval. The rules that are not listed show the Agent's quirks, its
 * configuration, hosts, or samples with their own timestamp.
 */
class AggregationVectorsTest {
  private static final Set<String> AGREED_RULES =
      Set.of(
          "A.COUNT.SUM",
          "A.COUNT.SAMPLED",
          "A.COUNT.NONINT_RATE",
          "A.COUNT.MULTI",
          "A.ZERO.CONTINUE",
          "A.ZERO.RESUME",
          "A.ZERO.EXPIRY",
          "A.ZERO.NOT_FOR_HIST_COUNT",
          "A.GAUGE.LAST",
          "A.GAUGE.RATE_IGNORED",
          "A.GAUGE.NO_CARRY",
          "A.SET.UNIQUE",
          "A.SET.RESET",
          "A.HIST.DEFAULT",
          "A.HIST.P95",
          "A.HIST.SAMPLED",
          "A.TIMING.AS_HIST",
          "A.DIST.BASIC",
          "A.DIST.SAMPLED",
          "A.DIST.NO_ZERO",
          "A.CTX.TAG_ORDER_DEDUP",
          "A.BUCKET.EDGE",
          "A.MIXED.HIST_AND_DIST",
          "A.NAN.DROPPED");

  @TestFactory
  Stream<DynamicTest> aggregatesAsTheAgentDoes() {
    List<JsonObject> agreed =
        JsonObject.linesOf("aggregation.jsonl").stream()
            .filter(each -> AGREED_RULES.contains(each.text("rule")))
            .toList();

    assertEquals(AGREED_RULES.size(), agreed.size());
    return agreed.stream().map(each -> DynamicTest.dynamicTest(each.text("id"), () -> check(each)));
  }

  private static void check(JsonObject vector) {
    Feed feed = new Feed();

    vector
        .objects("input")
        .forEach(input -> feed.at((long) input.number("t"), input.text("datagram")));
    for (Object flush : vector.list("flush_at")) {
      feed.aggregator.advance(Feed.START_SECONDS + ((Number) flush).longValue());
    }

    assertEquals(expected(vector), actual(feed));
  }

  private static List<String> expected(JsonObject vector) {
    List<String> expected = new ArrayList<>();
    for (JsonObject flush : vector.objects("expect")) {
      for (JsonObject series : flush.objects("series")) {
        for (Object each : series.list("points")) {
          List<?> point = (List<?>) each;
          expected.add(
              line(
                  ((Number) point.get(0)).longValue(),
                  series.text("name") + series.get("tags") + series.text("type"),
                  ((Number) point.get(1)).doubleValue()));
        }
      }
      for (JsonObject sketch : flush.objects("sketches")) {
        for (JsonObject point : sketch.objects("points")) {
          expected.add(
              line(
                  (long) point.number("ts"),
                  sketch.text("name") + sketch.get("tags"),
                  point.number("count"),
                  point.number("min"),
                  point.number("max"),
                  point.number("sum")));
        }
      }
    }
    return expected.stream().sorted().toList();
  }

  private static List<String> actual(Feed feed) {
    List<String> actual = new ArrayList<>();
    for (Snapshot snapshot : feed.snapshots) {
      long offset = snapshot.startSeconds() - Feed.START_SECONDS;
      for (Series series : snapshot.series()) {
        boolean count = series.kind() == Series.Kind.COUNT;
        actual.add(
            line(
                offset,
                series.name() + series.tags() + (count ? "rate" : "gauge"),
                count ? series.value() / snapshot.intervalSeconds() : series.value()));
      }
      for (SketchSeries series : snapshot.sketches()) {
        Sketch sketch = series.sketch();
        actual.add(
            line(
                offset,
                series.name() + series.tags(),
                (double) sketch.count(),
                sketch.min(),
                sketch.max(),
                sketch.sum()));
      }
    }
    return actual.stream().sorted().toList();
  }

  private static String line(long offset, String what, double... values) {
    StringBuilder line = new StringBuilder().append(offset).append(' ').append(what);
    for (double value : values) {
      line.append(String.format(Locale.ROOT, " %.9g", value));
    }
    return line.toString();
  }
}
