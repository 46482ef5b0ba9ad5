package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.telemetry.SelfMetric;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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
    long dropped =
        feed.total(SelfMetric.SAMPLES_DROPPED_NON_FINITE)
            + feed.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT);
    assertEquals(in, feed.total(SelfMetric.SAMPLES) + dropped);
    assertEquals(feed.total(SelfMetric.SAMPLES), samplesOut(feed));
    assertEquals(feed.starts().stream().sorted().distinct().toList(), feed.starts());
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
