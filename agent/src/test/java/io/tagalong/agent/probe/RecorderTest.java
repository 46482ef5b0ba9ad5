package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.record.Tables;
import io.tagalong.agent.record.TakenSamples;
import io.tagalong.agent.rule.Metric;
import io.tagalong.agent.rule.MetricType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private final Tables tables = new Tables();
  private final Recorder recorder = new Recorder(tables);

  @Test
  void recordsWithTheTagsThatAreKnown() {
    Metric sent = new Metric("sent", MetricType.DISTRIBUTION, List.of("a", "b"), 500, 1);
    Metric errors = Metric.count("errors", "status");

    recorder.record(sent, 2.5, "x", null);
    recorder.record(errors, 1, 500);
    recorder.record(errors, 1, 500);
    recorder.record(errors, 1, new Object());

    assertEquals(
        Map.of("sent|d|#a:x", "[2.5]", "errors|c|#status:500", "2", "errors|c|#", "1"),
        TakenSamples.of(tables));
  }

  @Test
  void keepsTheFractionsOfSums() {
    Metric cost = Metric.sum("cost", "model");

    recorder.record(cost, 0.25, "m");
    recorder.record(cost, 0.5, "m");

    assertEquals(Map.of("cost|c|#model:m", "0.75"), TakenSamples.of(tables));
  }

  @Test
  void sharesOneCellWhenTheTableIsFull() {
    Metric one = new Metric("m", MetricType.COUNT, List.of("a"), 1, 1);

    recorder.record(one, 1, "first");
    recorder.record(one, 1, "second");
    recorder.record(one, 1, "third");

    assertEquals(Map.of("m|c|#a:first", "1", "m|c|#a:overflow", "2"), TakenSamples.of(tables));
    assertEquals(2, tables.overflows());
  }

  @Test
  void refusesAnotherNumberOfTags() {
    assertThrows(IllegalArgumentException.class, () -> recorder.record(Metric.count("m", "a"), 1));
  }

  @Test
  void knowsWhetherTheThreadIsInsideAGroup() {
    assertFalse(recorder.inside("braze"));

    tables.group("braze").enter(1);
    assertTrue(recorder.inside("braze"));
    tables.group("braze").leave(1);

    assertFalse(recorder.inside("braze"));
  }
}
