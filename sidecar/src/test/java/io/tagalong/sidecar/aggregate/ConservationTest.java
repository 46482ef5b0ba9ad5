package io.tagalong.sidecar.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.enrich.TagRule;
import io.tagalong.sidecar.histogram.HistogramSettings;
import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What goes in comes out, however it is spread over names, spellings, types and time. */
class ConservationTest {
  private static final int MAX_CONTEXTS = 8;

  /** More than is kept of a spelling, and nearly all that fits into a datagram. */
  private static final String LARGE = "x".repeat(64_000);

  /** Leaves out the metric {@code c}, and one tag of {@code a}. */
  private static final Enricher RULES =
      new Enricher(
          new EnrichmentSettings(
              List.of(),
              new Namespace("", List.of()),
              new MetricFilterList(Set.of("c"), false),
              new TagFilterList(List.of(new TagRule("a", TagRule.Action.EXCLUDE, Set.of("a")))),
              List.of(),
              List.of()),
          List.of(),
          Feed.HOST);

  /** A message and how many seconds after the one before it arrives; negative is a step back. */
  record Arrival(int name, int tags, String type, List<String> values, int secondsLater) {
    private static final List<String> TAGS = List.of("", "|#a,b", "|#B,a,a", "|#,b,a:", "|#c");

    String message() {
      return "m" + name + ":" + String.join(":", values) + "|" + type + TAGS.get(tags);
    }
  }

  @Property(tries = 300)
  void countsOutAreCountsInUnlessCountedAsDropped(@ForAll("arrivals") List<Arrival> arrivals) {
    Feed feed = new Feed(MAX_CONTEXTS, Feed.START_SECONDS);
    long now = 0;
    for (Arrival arrival : arrivals) {
      now = Math.max(0, now + arrival.secondsLater());
      feed.at(now, arrival.message());
    }
    feed.closeAt(now);

    long in = arrivals.stream().mapToLong(arrival -> arrival.values().size()).sum();
    assertEquals(in, aggregated(feed) + dropped(feed));
    assertEquals(aggregated(feed), samplesOut(feed));
    assertEquals(feed.starts().stream().sorted().distinct().toList(), feed.starts());
  }

  @Property(tries = 500)
  void everySampleOfEveryLineHasOneFate(
      @ForAll("lines") List<String> lines, @ForAll Compatibility compatibility) {
    Feed feed = new Feed(settings(compatibility), Feed.START_SECONDS, RULES);
    Received received = new Received(feed);
    for (String line : lines) {
      byte[] bytes = line.getBytes(UTF_8);
      received.nowSeconds += line.length() % 4;
      new DatagramParser().parse(bytes, bytes.length, received);
    }
    feed.closeAt(received.nowSeconds - Feed.START_SECONDS);

    assertEquals(lines.stream().filter(line -> !line.isEmpty()).count(), received.messages);
    assertEquals(received.samples, aggregated(feed) + dropped(feed) + filtered(feed));
  }

  /** Counts what the parser reports, hands it on, and sees what becomes of each message. */
  private static final class Received implements DatagramParser.Sink {
    private final Feed feed;
    long nowSeconds = Feed.START_SECONDS;
    long messages;
    long samples;

    Received(Feed feed) {
      this.feed = feed;
    }

    @Override
    public void accepted(MetricLine line) {
      messages++;
      samples += line.valueCount();
      List<Long> before = fates(feed);
      feed.aggregator.add(line, nowSeconds);
      assertOneFate(before, fates(feed), line.valueCount());
    }

    @Override
    public void event(Event event) {
      messages++;
    }

    @Override
    public void serviceCheck(ServiceCheck check) {
      messages++;
    }

    @Override
    public void rejected(Rejection why, byte[] buffer, int from, int to) {
      messages++;
    }
  }

  /** Messages and samples that were filtered, messages and samples of no usable name, the rest. */
  private static List<Long> fates(Feed feed) {
    long unusable = feed.total(SelfMetric.SAMPLES_DROPPED_UNUSABLE_NAME);
    return List.of(
        feed.total(SelfMetric.MESSAGES_FILTERED_METRIC_FILTERLIST),
        filtered(feed),
        feed.total(SelfMetric.MESSAGES_REJECTED_UNUSABLE_NAME),
        unusable,
        aggregated(feed) + dropped(feed) - unusable);
  }

  /** A message is filtered whole, rejected whole, or each of its samples is taken or dropped. */
  private static void assertOneFate(List<Long> before, List<Long> after, long samples) {
    List<Long> growth = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      growth.add(after.get(i) - before.get(i));
    }
    List<List<Long>> possible =
        List.of(
            List.of(1L, samples, 0L, 0L, 0L),
            List.of(0L, 0L, 1L, samples, 0L),
            List.of(0L, 0L, 0L, 0L, samples));

    assertTrue(possible.contains(growth), growth::toString);
  }

  private static AggregatorSettings settings(Compatibility compatibility) {
    HistogramSettings histograms =
        new HistogramSettings(List.of(Aggregate.COUNT), List.of(), Optional.of("dist."));
    return new AggregatorSettings(10, MAX_CONTEXTS, 3, histograms, CountersAs.COUNT, compatibility);
  }

  private static long aggregated(Feed feed) {
    return feed.total(SelfMetric.SAMPLES)
        + feed.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT)
        + feed.total(SelfMetric.SAMPLES_OVERFLOWED_METRIC_LIMIT);
  }

  private static long dropped(Feed feed) {
    return totalOf(feed, "samples.dropped.");
  }

  private static long filtered(Feed feed) {
    return totalOf(feed, "samples.filtered.");
  }

  private static long totalOf(Feed feed, String prefix) {
    return Arrays.stream(SelfMetric.values())
        .filter(metric -> metric.id().startsWith(prefix))
        .mapToLong(feed::total)
        .sum();
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> wellFormed =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(20, Arbitraries.of("a", "b", "c", "9", "é")),
                    Tuple.of(1, Arbitraries.just(LARGE))),
                Arbitraries.of("1", "-2.5:3", "nan", "1e308:1e308", "inf:1", "::", "x"),
                Arbitraries.of("c", "g", "h", "ms", "d", "s", "z"),
                Arbitraries.of(
                    "", "|#a", "|#b,a", "|#A,,b", "|#overflow:true", "|#c", "|#" + LARGE),
                Arbitraries.of("", "", "|@0.3", "|@0", "|@-1", "|@1e-300", "|@nan"),
                Arbitraries.of("", "", "", "|T1700000000", "|T1700000001", "|T1", "|T0"))
            .as(
                (name, value, type, tags, rate, time) ->
                    name + ":" + value + "|" + type + tags + rate + time);
    Arbitrary<String> anything =
        Arbitraries.strings().withChars("a1:|#@T,cghdms.-\u00e9").ofMaxLength(20);
    return Arbitraries.frequencyOf(Tuple.of(9, wellFormed), Tuple.of(1, anything))
        .list()
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    Arbitrary<String> value = Arbitraries.of("1", "1", "1", "1.0", "nan", "inf");
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of("c", "h", "ms", "d"),
            value.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(-15, 40))
        .as(Arrival::new)
        .list()
        .ofMaxSize(60);
  }

  /** Every accepted value is 1, so counts, histogram counts and sketch counts add up to them. */
  private static long samplesOut(Feed feed) {
    double series =
        feed.snapshots.stream()
            .flatMap(snapshot -> snapshot.series().stream())
            .filter(each -> each.kind() == Series.Kind.COUNT)
            .collect(Collectors.summingDouble(Series::value));
    long sketches =
        feed.snapshots.stream()
            .flatMap(snapshot -> snapshot.sketches().stream())
            .mapToLong(each -> each.sketch().count())
            .sum();
    return Math.round(series) + sketches;
  }
}
