package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final long MEMORY = 1 << 20;

  private final SampleMemory memory = new SampleMemory(MEMORY);
  private final Tables tables = new Tables(memory);

  @Test
  void sharesATableAmongRulesOfOneMetric() {
    TagTable table = tables.forMetric(Metric.count("a", "name"));

    assertSame(table, tables.forMetric(Metric.count("a", "name")));
    assertNotSame(table, tables.forMetric(Metric.count("a", "other")));
  }

  @Test
  void refusesMoreTablesThanThereMayBe() {
    List<TagTable> held = new ArrayList<>();
    for (int i = 0; i < Tables.MAX_TABLES; i++) {
      held.add(tables.forMetric(Metric.count("a" + i)));
    }

    TablesFullException refused =
        assertThrows(TablesFullException.class, () -> tables.forMetric(Metric.count("b")));

    assertEquals(
        "there are 1000 metrics already; take rules away that are not needed",
        refused.getMessage());
    assertSame(held.get(7), tables.forMetric(Metric.count("a7")));
  }

  @Test
  void refusesMoreNamesOfNotesThanThereMayBe() {
    for (int i = 0; i < Tables.MAX_NOTES; i++) {
      tables.notes("a" + i);
    }

    TablesFullException refused = assertThrows(TablesFullException.class, () -> tables.notes("b"));

    assertEquals(
        "there are notes of 100 names already; restart the application to begin anew",
        refused.getMessage());
    assertSame(tables.notes("a7"), tables.notes("a7"));
  }

  /** As of a rule that was taken away: what it has recorded leaves, its counters stay. */
  @Test
  void letsATableGoAfterItsLastFlushWhenNobodyRecordsInItAnyMore() {
    WeakReference<TagTable> gone = record();
    while (gone.get() != null) {
      System.gc();
    }
    assertTrue(memory.freeBytes() < MEMORY);

    assertEquals(Map.of("m|d|#name:a", "1000"), counted());
    for (int i = 1; i < Tables.LAST_FLUSHES; i++) {
      assertEquals(Map.of(), counted());
    }
    assertEquals(MEMORY, memory.freeBytes());
    assertEquals(1, tables.drops());
    assertEquals(1, tables.overflows());
    assertEquals(Map.of(), counted());
  }

  private WeakReference<TagTable> record() {
    Metric metric = new Metric("m", MetricType.DISTRIBUTION, List.of("name"), 1, 1);
    TagTable table = tables.forMetric(metric);
    SampleCell cell = (SampleCell) table.find("a", null, null, null, null, null, null, null);
    for (int i = 0; i < 1_000; i++) {
      cell.sample(i);
    }
    cell.sample(Double.POSITIVE_INFINITY);
    table.find("b", null, null, null, null, null, null, null);
    return new WeakReference<>(table);
  }

  /** How many samples each tag set has. */
  private Map<String, String> counted() {
    Map<String, String> taken = TakenSamples.of(tables);
    taken.replaceAll((key, samples) -> String.valueOf(samples.split(",", -1).length));
    return taken;
  }
}
