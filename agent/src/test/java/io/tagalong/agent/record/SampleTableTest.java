package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables of every type but counts. */
class SampleTableTest {
  private static final long MEMORY = 1 << 20;

  private final SampleMemory memory = new SampleMemory(MEMORY);

  @Test
  void givesTheSamplesOfEachTagSetTogether() {
    TagTable table = table(MetricType.DISTRIBUTION);

    sample(table, "a", 1);
    sample(table, "b", 2);
    sample(table, "a", 3);
    sample(table, "a", Double.NaN);
    sample(table, "a", Double.POSITIVE_INFINITY);

    assertEquals(Map.of("m|d|#name:a", "[1.0, 3.0]", "m|d|#name:b", "[2.0]"), take(table));
    assertEquals(Map.of(), take(table));
    assertEquals(1, table.contents().drops());
  }

  @Test
  void dropsAndCountsSamplesWhenNobodyDrains() {
    TagTable table = table(MetricType.TIMING);

    // Each ring that fills up is kept beside the next one, of twice the size, until it is drained.
    int room = 2 * SampleBuffer.LARGEST - SampleBuffer.SMALLEST;
    for (int i = 0; i < room + 5; i++) {
      sample(table, "a", i);
    }

    assertEquals(5, table.contents().drops());
    int kept = take(table).getOrDefault("m|ms|#name:a", "").split(",", -1).length;
    assertEquals(room, kept);
  }

  @Test
  void keepsTheOrderOverManyRoundsOfTheRing() {
    TagTable table = table(MetricType.HISTOGRAM);

    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < SampleBuffer.LARGEST / 2 + 1; i++) {
        sample(table, "a", i);
      }
      table.contents().drain();
    }

    int kept = take(table).getOrDefault("m|h|#name:a", "").split(",", -1).length;
    assertEquals(5 * (SampleBuffer.LARGEST / 2 + 1), kept);
    assertEquals(0, table.contents().drops());
  }

  @Test
  void losesNoSampleUnseenWhenThreadsRecordWhileItIsDrained() throws Exception {
    TagTable table = table(MetricType.DISTRIBUTION);
    int threads = 8;
    int callsEach = 20_000;
    Thread[] callers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      callers[t] =
          new Thread(
              () -> {
                for (int i = 0; i < callsEach; i++) {
                  sample(table, "a", i);
                }
              });
      callers[t].start();
    }

    long taken = 0;
    for (Thread caller : callers) {
      while (caller.isAlive()) {
        taken += size(take(table));
      }
      caller.join();
    }
    taken += size(take(table));

    assertEquals((long) threads * callsEach, taken + table.contents().drops());
  }

  @Test
  void takesMemoryForManySamplesAndGivesItBackWhenThereAreFew() {
    TagTable table = table(MetricType.DISTRIBUTION);
    assertEquals(MEMORY, memory.freeBytes());

    for (int i = 0; i < SampleBuffer.LARGEST; i++) {
      sample(table, "a", i);
    }
    assertEquals(SampleBuffer.LARGEST, size(take(table)));
    long atMost = memory.freeBytes();
    for (int i = 0; i < 9 * SampleBuffer.DRAINS_OF_A_LOOK; i++) {
      sample(table, "a", i);
      take(table);
    }

    long waiting = (SampleBuffer.LARGEST - 16L) * Double.BYTES;
    assertEquals(MEMORY - SampleRing.bytes(SampleBuffer.LARGEST) - waiting, atMost);
    assertEquals(MEMORY, memory.freeBytes());
    assertEquals(0, table.contents().drops());
  }

  @Test
  void dropsAndCountsWhatTheMemoryOfAllTablesHasNoRoomFor() {
    SampleMemory little = new SampleMemory(8_192);
    TagTable table = new TagTable(new Metric("m", MetricType.SET, List.of("name"), 500, 1), little);
    for (int i = 0; i < 1_000; i++) {
      ((SetCell) find(table, "a")).add("member " + i);
      table.contents().drain();
    }

    int kept = take(table).getOrDefault("m|s|#name:a", "").split("member", -1).length - 1;

    assertTrue(kept > 50 && kept < 80, kept + " are kept");
    assertEquals(1_000 - kept, table.contents().drops());
    assertEquals(8_192, little.freeBytes());
  }

  @Test
  void givesTheLastValueOfAGaugeOnceWhenItWasSet() {
    TagTable table = table(MetricType.GAUGE);

    ((GaugeCell) find(table, "a")).set(1);
    ((GaugeCell) find(table, "a")).set(2);
    ((GaugeCell) find(table, "a")).set(Double.NaN);
    ((GaugeCell) find(table, "a")).set(Double.NEGATIVE_INFINITY);

    assertEquals(Map.of("m|g|#name:a", "2.0"), take(table));
    assertEquals(Map.of(), take(table));
    assertEquals(1, table.contents().drops());
  }

  @Test
  void givesEachMemberOfASetOnce() {
    TagTable table = table(MetricType.SET);

    for (int i = 0; i < 4; i++) {
      ((SetCell) find(table, "a")).add("user|" + i % 2);
    }
    ((SetCell) find(table, "a")).add(null);

    String members = take(table).getOrDefault("m|s|#name:a", "");
    assertEquals(
        List.of("user_0", "user_1"),
        List.of(members.split(" ", -1)).stream().sorted().collect(Collectors.toList()));
  }

  private TagTable table(MetricType type) {
    return new TagTable(new Metric("m", type, List.of("name"), 500, 1), memory);
  }

  private static Cell find(TagTable table, String name) {
    return table.find(name, null, null, null, null, null, null, null);
  }

  private static void sample(TagTable table, String name, double value) {
    ((SampleCell) find(table, name)).sample(value);
  }

  private static long size(Map<String, String> taken) {
    return taken.values().stream().mapToLong(text -> text.split(",", -1).length).sum();
  }

  private static Map<String, String> take(TagTable table) {
    TakenSamples taken = new TakenSamples();
    table.contents().takeInto(taken);
    return taken.all();
  }
}
