package io.tagalong.sidecar.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.aggregate.AggregatorSettings.Compatibility;
import io.tagalong.sidecar.aggregate.AggregatorSettings.CountersAs;
import io.tagalong.sidecar.aggregate.HistogramSettings.Aggregate;
import io.tagalong.sidecar.dogstatsd.DatagramParser;
import io.tagalong.sidecar.dogstatsd.Event;
import io.tagalong.sidecar.dogstatsd.MetricLine;
import io.tagalong.sidecar.dogstatsd.Rejection;
import io.tagalong.sidecar.dogstatsd.ServiceCheck;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    Feed feed = new Feed(settings(compatibility), Feed.START_SECONDS);
    Received received = new Received(feed.aggregator);
    for (String line : lines) {
      byte[] bytes = line.getBytes(UTF_8);
      received.nowSeconds += line.length() % 4;
      new DatagramParser().parse(bytes, bytes.length, received);
    }
    feed.closeAt(received.nowSeconds - Feed.START_SECONDS);

    assertEquals(lines.stream().filter(line -> !line.isEmpty()).count(), received.messages);
    assertEquals(received.samples, aggregated(feed) + dropped(feed));
  }

  /** Counts what the parser reports and hands it on. */
  private static final class Received implements DatagramParser.Sink {
    private final Aggregator aggregator;
    long nowSeconds = Feed.START_SECONDS;
    long messages;
    long samples;

    Received(Aggregator aggregator) {
      this.aggregator = aggregator;
    }

    @Override
    public void accepted(MetricLine line) {
      messages++;
      samples += line.valueCount();
      aggregator.add(line, nowSeconds);
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
    return Arrays.stream(SelfMetric.values())
        .filter(metric -> metric.id().startsWith("samples.dropped."))
        .mapToLong(feed::total)
        .sum();
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> wellFormed =
        Combinators.combine(
                Arbitraries.of("a", "b", "c", "9", "é"),
                Arbitraries.of("1", "-2.5:3", "nan", "1e308:1e308", "inf:1", "::", "x"),
                Arbitraries.of("c", "g", "h", "ms", "d", "s", "z"),
                Arbitraries.of("", "|#a", "|#b,a", "|#A,,b", "|#overflow:true", "|#c", "|#d"),
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
