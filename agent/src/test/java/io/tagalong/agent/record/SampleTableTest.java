package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables of every type but counts. */
class SampleTableTest {
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
    assertEquals(1, table.drops());
  }

  @Test
  void dropsAndCountsSamplesWhenNobodyDrains() {
    TagTable table = table(MetricType.TIMING);

    for (int i = 0; i < SampleBuffer.CAPACITY + 5; i++) {
      sample(table, "a", i);
    }

    assertEquals(5, table.drops());
    int kept = take(table).getOrDefault("m|ms|#name:a", "").split(",", -1).length;
    assertEquals(SampleBuffer.CAPACITY, kept);
  }

  @Test
  void keepsTheOrderOverManyRoundsOfTheRing() {
    TagTable table = table(MetricType.HISTOGRAM);

    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < SampleBuffer.CAPACITY / 2 + 1; i++) {
        sample(table, "a", i);
      }
      table.drain();
    }

    int kept = take(table).getOrDefault("m|h|#name:a", "").split(",", -1).length;
    assertEquals(5 * (SampleBuffer.CAPACITY / 2 + 1), kept);
    assertEquals(0, table.drops());
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

    assertEquals((long) threads * callsEach, taken + table.drops());
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
    assertEquals(1, table.drops());
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

  private static TagTable table(MetricType type) {
    return new TagTable(new Metric("m", type, List.of("name"), 500, 1));
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
    table.takeInto(taken);
    return taken.all();
  }
}
