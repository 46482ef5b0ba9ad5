package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.rule.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TagTableTest {
  private final Metric metric = new Metric("gate.count", "name", "value");
  private final TagTable table = new TagTable(metric);

  @Test
  void countsEachTagSetOnItsOwn() {
    table.count("checkout", true, null, null);
    table.count("checkout", true, null, null);
    table.count("checkout", false, null, null);

    assertEquals(Map.of("name:checkout,value:true", 2L, "name:checkout,value:false", 1L), take());
  }

  @Test
  void comparesTagValuesByContentWhenTheyAreDifferentObjects() {
    table.count("gate", 1_000_000, null, null);
    table.count(new String("gate"), Integer.valueOf("1000000"), null, null);

    assertEquals(Map.of("name:gate,value:1000000", 2L), take());
  }

  @Test
  void leavesATagOutWhenItsValueIsNull() {
    table.count(null, true, null, null);

    assertEquals(Map.of("value:true", 1L), take());
  }

  @Test
  void replacesWhatWouldBreakTheLineProtocol() {
    table.count("a,b|c\nd", "x", null, null);

    assertEquals(Map.of("name:a_b_c_d,value:x", 1L), take());
  }

  @Test
  void givesOnlyWhatIsNewWhenTakenAgain() {
    table.count("a", "x", null, null);
    take();

    table.count("a", "x", null, null);
    table.count("a", "x", null, null);

    assertEquals(Map.of("name:a,value:x", 2L), take());
    assertEquals(Map.of(), take());
  }

  @Test
  void keepsTheCountWhenTheSinkFails() {
    table.count("a", "x", null, null);

    assertThrows(
        IllegalStateException.class,
        () ->
            table.takeInto(
                (name, delta, tags) -> {
                  throw new IllegalStateException("no socket");
                }));

    assertEquals(Map.of("name:a,value:x", 1L), take());
  }

  @Test
  void countsNewTagSetsInTheOverflowCellWhenFull() {
    for (int i = 0; i < metric.limit() + 7; i++) {
      table.count("gate-" + i, "x", null, null);
    }
    table.count("gate-0", "x", null, null);

    Map<String, Long> taken = take();

    assertEquals(metric.limit() + 1, taken.size());
    assertEquals(7L, taken.get("name:overflow,value:overflow"));
    assertEquals(2L, taken.get("name:gate-0,value:x"));
  }

  @Test
  void losesNothingWhenThreadsCountWhileTheTableIsTaken() throws Exception {
    int threads = 4;
    int callsEach = 50_000;
    CountDownLatch start = new CountDownLatch(1);
    Thread[] callers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      callers[t] =
          new Thread(
              () -> {
                awaitQuietly(start);
                for (int i = 0; i < callsEach; i++) {
                  table.count("gate-" + i % (2 * metric.limit()), "x", null, null);
                }
              });
      callers[t].start();
    }

    start.countDown();
    long total = 0;
    while (callers[0].isAlive()) {
      total += sum(take());
    }
    for (Thread caller : callers) {
      caller.join();
    }
    total += sum(take());

    assertEquals((long) threads * callsEach, total);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> take() {
    Map<String, Long> taken = new HashMap<>();
    table.takeInto((name, delta, tags) -> taken.put(String.join(",", tags), delta));
    return taken;
  }
}
