package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTableTest {
  private final Metric metric = Metric.count("gate.count", "name", "value");
  private final TagTable table = table(metric);

  @Test
  void countsEachTagSetOnItsOwn() {
    count("checkout", true);
    count("checkout", true);
    count("checkout", false);

    assertEquals(Map.of("name:checkout,value:true", 2L, "name:checkout,value:false", 1L), take());
  }

  @Test
  void comparesTagValuesByContentWhenTheyAreDifferentObjects() {
    count("gate", 1_000_000);
    count(new String("gate"), Integer.valueOf("1000000"));

    assertEquals(Map.of("name:gate,value:1000000", 2L), take());
  }

  @Test
  void leavesATagOutWhenItsValueIsNull() {
    count(null, true);

    assertEquals(Map.of("value:true", 1L), take());
  }

  @Test
  void putsTheValueOfTheNamedTagIntoTheNameAndOutOfTheTags() {
    TagTable named = table(Metric.count("shop.{kind}", "kind", "value"));
    CountCell cell = (CountCell) named.find("a b|1", true, null, null, null, null, null, null);
    cell.increment();
    TakenSamples taken = new TakenSamples();
    named.contents().takeInto(taken);

    assertEquals(Map.of("shop.a_b_1|c|#value:true", "1"), taken.all());
  }

  /** There would be a metric of the name "null" otherwise, or one without a name. */
  @Test
  void dropsAndCountsCallsWithoutAValueForTheName() {
    TagTable named = table(Metric.count("shop.{kind}", "kind", "value"));
    CountCell cell = (CountCell) named.find(null, true, null, null, null, null, null, null);
    cell.increment();
    cell.increment();
    TakenSamples taken = new TakenSamples();
    named.contents().takeInto(taken);

    assertEquals(Map.of(), taken.all());
    assertEquals(2, named.contents().drops());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e16, -0x1p63})
  void dropsAndCountsNumbersThatNoCountCanAdd(double number) {
    CountCell cell = (CountCell) table.find("a", "x", null, null, null, null, null, null);
    cell.add(1.0);
    cell.add(number);
    cell.add(1.0);
    cell.add(Double.NaN);
    TagTable sums = table(Metric.sum("cost", "model"));
    ((SumCell) sums.find("a", null, null, null, null, null, null, null)).add(number);

    assertEquals(Map.of("name:a,value:x", 2L), take());
    assertEquals(1, table.contents().drops());
    assertEquals(1, sums.contents().drops());
  }

  @Test
  void replacesWhatWouldBreakTheLineProtocol() {
    count("a,b|c\nd", "x");

    assertEquals(Map.of("name:a_b_c_d,value:x", 1L), take());
  }

  @Test
  void keepsFractionsBelowAMillionthUntilTheyAreOne() {
    TagTable sums = table(Metric.sum("cost", "model"));
    SumCell cell = (SumCell) sums.find("a", null, null, null, null, null, null, null);
    TakenSamples taken = new TakenSamples();

    cell.add(0.0200004);
    cell.add(Double.NaN);
    sums.contents().takeInto(taken);
    cell.add(0.0000005);
    sums.contents().takeInto(taken);
    cell.add(0.0000001);
    sums.contents().takeInto(taken);

    assertEquals(Map.of("cost|c|#model:a", "0.02 1.0E-6"), taken.all());
  }

  @Test
  void givesOnlyWhatIsNewWhenTakenAgain() {
    count("a", "x");
    take();

    count("a", "x");
    count("a", "x");

    assertEquals(Map.of("name:a,value:x", 2L), take());
    assertEquals(Map.of(), take());
  }

  @Test
  void keepsTheCountWhenTheSinkFails() {
    count("a", "x");

    assertThrows(
        IllegalStateException.class,
        () ->
            table
                .contents()
                .takeInto(
                    new TakenSamples() {
                      @Override
                      public void count(Metric metric, long delta, String[] tags) {
                        throw new IllegalStateException("no socket");
                      }
                    }));

    assertEquals(Map.of("name:a,value:x", 1L), take());
  }

  @Test
  void countsNewTagSetsInTheOverflowCellWhenFull() {
    for (int i = 0; i < metric.limit() + 7; i++) {
      count("gate-" + i, "x");
    }
    count("gate-0", "x");

    Map<String, Long> taken = take();

    assertEquals(metric.limit() + 1, taken.size());
    assertEquals(7L, taken.get("name:overflow,value:overflow"));
    assertEquals(2L, taken.get("name:gate-0,value:x"));
    assertEquals(7, table.contents().overflows());
  }

  /** Who finds is faster than who adds, so the threads stay abreast from table to table. */
  @Test
  void findsTheOneCellOfATagSetWhenThreadsRaceForTheLastPlace() throws Exception {
    Metric ofOneSet = new Metric("m", MetricType.COUNT, List.of("a"), 1, 1);
    TagTable[] tables = new TagTable[50_000];
    Arrays.setAll(tables, i -> new TagTable(ofOneSet, SampleMemory.ofHeap()));
    CountDownLatch start = new CountDownLatch(1);
    Runnable finding =
        () -> {
          awaitQuietly(start);
          for (TagTable each : tables) {
            each.find("set", null, null, null, null, null, null, null);
          }
        };
    Thread[] racing = {new Thread(finding), new Thread(finding), new Thread(finding)};
    for (Thread thread : racing) {
      thread.start();
    }

    start.countDown();
    for (Thread thread : racing) {
      thread.join();
    }

    assertEquals(0, Arrays.stream(tables).mapToLong(each -> each.contents().overflows()).sum());
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
                  count("gate-" + i % (2 * metric.limit()), "x");
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

  private static TagTable table(Metric metric) {
    return new TagTable(metric, SampleMemory.ofHeap());
  }

  private void count(@Nullable Object name, @Nullable Object value) {
    ((CountCell) table.find(name, value, null, null, null, null, null, null)).increment();
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
    table
        .contents()
        .takeInto(
            new TakenSamples() {
              @Override
              public void count(Metric metric, long delta, String[] tags) {
                taken.put(String.join(",", tags), delta);
              }
            });
    return taken;
  }
}
