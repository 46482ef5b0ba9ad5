package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.dogstatsd.ParserOptions;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.vectors.JsonObject;
import io.tagalong.sidecar.vectors.VectorFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code aggregation.jsonl} in the folder that the system property {@code
 * tagalong.vectors} names, by default {@code vectors/} of the test resources.
 *
 * <p>With {@code compatibility: agent} all of them hold. By default, and with counters as rates,
 * those hold of which {@code aggregation-ours.jsonl} has none of the same rule; of those it has,
 * the expectation there holds instead.
 */
class AggregationVectorsTest {
  private static final String OURS = "aggregation-ours.jsonl";

  @TestFactory
  Stream<DynamicTest> aggregatesAsTheAgentDoesWhenAskedToBeCompatible() {
    return vectors().stream().map(each -> test(each, Compatibility.AGENT));
  }

  @TestFactory
  Stream<DynamicTest> aggregatesAsTheAgentDoesOrBetterByDefault() {
    Map<String, JsonObject> ours =
        JsonObject.linesOf(OURS).stream()
            .collect(Collectors.toMap(each -> each.text("id"), Function.identity()));
    Set<String> ourRules =
        ours.values().stream().map(each -> each.text("rule")).collect(Collectors.toSet());
    return vectors().stream()
        .filter(each -> !ourRules.contains(each.text("rule")) || ours.containsKey(each.text("id")))
        .map(each -> ours.getOrDefault(each.text("id"), each))
        .map(each -> test(each, Compatibility.TAGALONG));
  }

  @Test
  void hasABetterExpectationForEveryQuirk() {
    Set<String> rules =
        JsonObject.linesOf(OURS).stream()
            .map(each -> each.text("rule"))
            .collect(Collectors.toSet());

    for (JsonObject vector : vectors()) {
      assertTrue(!vector.has("quirk") || rules.contains(vector.text("rule")), vector.text("id"));
    }
  }

  private static List<JsonObject> vectors() {
    return JsonObject.linesOf(VectorFiles.path("aggregation.jsonl"));
  }

  private static DynamicTest test(JsonObject vector, Compatibility compatibility) {
    return DynamicTest.dynamicTest(vector.text("id"), () -> check(vector, compatibility));
  }

  private static void check(JsonObject vector, Compatibility compatibility) {
    JsonObject config = vector.object("config");
    long startSeconds = (long) vector.number("t0");
    Enricher enricher = new Enricher(EnrichmentSettings.none(), List.of(), config.text("hostname"));
    boolean timestamps =
        !config.has("no_aggregation_pipeline")
            || config.get("no_aggregation_pipeline").equals(true);
    Feed feed =
        new Feed(
            settings(config, compatibility),
            startSeconds,
            enricher,
            ParserOptions.DEFAULT.withTimestamps(timestamps),
            1);
    List<JsonObject> inputs = vector.objects("input");
    int next = 0;

    for (JsonObject flush : vector.objects("expect")) {
      double flushAt = flush.number("flush_at");
      for (; next < inputs.size() && inputs.get(next).number("t") <= flushAt; next++) {
        feed.at((long) inputs.get(next).number("t"), inputs.get(next).text("datagram"));
      }
      feed.aggregator.advance(startSeconds + (long) flushAt);

      assertEquals(expected(flush), actual(feed, startSeconds), "flush at " + flushAt);
      feed.snapshots.clear();
    }
  }

  private static AggregatorSettings settings(JsonObject config, Compatibility compatibility) {
    HistogramSettings defaults = HistogramSettings.DEFAULT;
    List<Aggregate> aggregates =
        config.has("histogram_aggregates")
            ? config.list("histogram_aggregates").stream()
                .map(each -> Aggregate.valueOf(((String) each).toUpperCase(Locale.ROOT)))
                .toList()
            : defaults.aggregates();
    List<Integer> percentiles =
        config.has("histogram_percentiles")
            ? config.list("histogram_percentiles").stream()
                .map(each -> HistogramSettings.percentile((String) each).orElseThrow())
                .toList()
            : defaults.percentiles();
    String prefix =
        config.has("histogram_copy_to_distribution_prefix")
            ? config.text("histogram_copy_to_distribution_prefix")
            : "";
    boolean copies = config.has("histogram_copy_to_distribution");
    return new AggregatorSettings(
        10,
        1000,
        1000,
        new HistogramSettings(
            aggregates, percentiles, copies ? Optional.of(prefix) : Optional.empty()),
        CountersAs.RATE,
        compatibility);
  }

  private static List<String> expected(JsonObject flush) {
    Stream<String> series =
        flush.objects("series").stream()
            .flatMap(each -> each.list("points").stream().map(point -> expected(each, point)));
    Stream<String> sketches =
        flush.objects("sketches").stream()
            .flatMap(each -> each.objects("points").stream().map(point -> expected(each, point)));
    return Stream.concat(series, sketches).sorted().toList();
  }

  private static String expected(JsonObject series, Object timeAndValue) {
    List<?> point = (List<?>) timeAndValue;
    String what =
        series.text("type")
            + " "
            + series.text("name")
            + series.get("tags")
            + series.text("host")
            + series.get("interval");
    return line(point.get(0), what, ((Number) point.get(1)).doubleValue());
  }

  private static String expected(JsonObject sketch, JsonObject point) {
    return line(
        point.get("ts"),
        "sketch " + sketch.text("name") + sketch.get("tags") + sketch.text("host"),
        point.number("count"),
        point.number("min"),
        point.number("max"),
        point.number("sum"));
  }

  private static List<String> actual(Feed feed, long startSeconds) {
    return feed.snapshots.stream().flatMap(each -> actual(each, startSeconds)).sorted().toList();
  }

  private static Stream<String> actual(Snapshot snapshot, long startSeconds) {
    long bucket = snapshot.startSeconds() - startSeconds;
    Stream<String> series =
        snapshot.series().stream().map(each -> actual(bucket, each, snapshot.intervalSeconds()));
    Stream<String> timed =
        snapshot.timed().stream()
            .map(
                each ->
                    actual(
                        each.timestampSeconds() - startSeconds,
                        each.series(),
                        snapshot.intervalSeconds()));
    Stream<String> sketches =
        snapshot.sketches().stream()
            .map(
                each ->
                    line(
                        bucket,
                        "sketch " + each.name() + each.tags() + each.host(),
                        (double) each.sketch().count(),
                        each.sketch().min(),
                        each.sketch().max(),
                        each.sketch().sum()));
    return Stream.of(series, timed, sketches).flatMap(Function.identity());
  }

  private static String actual(long offset, Series series, int intervalSeconds) {
    String type = series.kind().name().toLowerCase(Locale.ROOT);
    String what = type + " " + series.name() + series.tags() + series.host() + intervalSeconds;
    return line(offset, what, series.value());
  }

  private static String line(Object offset, String what, double... values) {
    StringBuilder line = new StringBuilder().append(offset).append(' ').append(what);
    for (double value : values) {
      line.append(String.format(Locale.ROOT, " %.9g", value));
    }
    return line.toString();
  }
}
