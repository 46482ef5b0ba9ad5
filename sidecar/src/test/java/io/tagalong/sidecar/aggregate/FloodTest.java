package io.tagalong.sidecar.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.sketch.Sketch;
import io.tagalong.sidecar.telemetry.SelfMetric;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Far more of everything than anybody means to send: it is all counted, and memory stays. */
class FloodTest {
  private static final int MAX_CONTEXTS = 1000;
  private static final int MILLION = 1_000_000;
  private static final int MESSAGES_A_DATAGRAM = 100;

  @Test
  void holdsTheCapAndEverySumWhenAMillionContextsCome() {
    Feed feed = new Feed(MAX_CONTEXTS, Feed.START_SECONDS);
    long heapBytes = usedHeapBytes();

    for (int from = 0; from < MILLION; from += MESSAGES_A_DATAGRAM) {
      feed.at(
          5,
          IntStream.range(from, from + MESSAGES_A_DATAGRAM)
              .mapToObj(i -> "visits:1|c|#user:" + i)
              .collect(Collectors.joining("\n")));
    }
    long grownBytes = usedHeapBytes() - heapBytes;
    feed.closeAt(9);

    Snapshot snapshot = feed.snapshots.get(0);
    assertEquals(MAX_CONTEXTS + 1, snapshot.series().size());
    assertEquals(MILLION, snapshot.series().stream().mapToDouble(Series::value).sum());
    assertEquals(MAX_CONTEXTS, feed.total(SelfMetric.SAMPLES));
    assertEquals(MILLION - MAX_CONTEXTS, feed.total(SelfMetric.SAMPLES_OVERFLOWED_CONTEXT_LIMIT));
    // 1000 contexts at some hundred bytes; a million of them would be a hundred times this.
    assertTrue(grownBytes < 4 << 20, () -> "the heap grew by " + grownBytes + " bytes");
  }

  @Test
  void countsWhatFindsNoPlaceWhenEveryMetricIsNew() {
    Feed feed = new Feed(MAX_CONTEXTS, Feed.START_SECONDS);

    int metrics = 10 * MAX_CONTEXTS;
    IntStream.range(0, metrics).forEach(i -> feed.at(5, "m" + i + ":1|c"));
    feed.closeAt(9);

    assertEquals(MAX_CONTEXTS, feed.series().size());
    assertEquals(metrics - MAX_CONTEXTS, feed.total(SelfMetric.SAMPLES_DROPPED_CONTEXT_LIMIT));
    assertTrue(feed.logged.text().contains("Dropped a sample of the new metric"));
  }

  @Test
  void takesTenThousandTagsOfOneMessage() {
    String tags =
        IntStream.range(0, 10_000).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
    Feed feed = new Feed();

    feed.at(1, "a:1|c|#" + tags).at(2, "a:2|c|#" + tags).closeAt(9);

    assertEquals(1, feed.series().size());
    assertEquals(3, feed.snapshots.get(0).series().get(0).value());
  }

  @Test
  void takesATagThatFillsTheDatagramAgainAndAgain() {
    String tag = "t:" + "x".repeat(65_000);
    Feed feed = new Feed();

    feed.at(1, "a:1|c|#" + tag).at(2, "a:2|c|#" + tag).at(3, "a:4|c").closeAt(9);

    assertEquals(2, feed.series().size());
    assertEquals(7, feed.snapshots.get(0).series().stream().mapToDouble(Series::value).sum());
  }

  /** No transport brings one, but the parser and the aggregator do not rely on that. */
  @Test
  void takesANameOfAMegabyte() {
    String name = "n".repeat(1 << 20);
    Feed feed = new Feed();

    feed.at(1, name + ":1|c").at(2, name + ":2|c").closeAt(9);

    assertEquals(1, feed.series().size());
    assertEquals(3, feed.snapshots.get(0).series().get(0).value());
  }

  @Test
  void takesEveryPackedValue() {
    String values = String.join(":", Collections.nCopies(16_000, "2.5"));
    Feed feed = new Feed();

    feed.at(1, "c:" + values + "|c\nd:" + values + "|d").closeAt(9);

    assertEquals(40_000, feed.values().get("c"));
    Sketch sketch = feed.snapshots.get(0).sketches().get(0).sketch();
    assertEquals(16_000, sketch.count());
    assertEquals(40_000, sketch.sum(), 1e-6);
    assertEquals(32_000, feed.total(SelfMetric.SAMPLES));
  }

  private static long usedHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
