package io.tagalong.agent.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Target TARGET = new Target(Set.of("a.B"), Set.of(), List.of(), null);
  private static final Chain NONE = Chain.of(List.of(), "none");

  @Test
  void hasAMetricOrANote() {
    Rule counting = Rule.of("m", TARGET, Metric.count("m")).build();
    Rule noting = Rule.of("n", TARGET, new Note("n", Path.of(Slot.THIS), NONE)).build();

    assertNull(counting.note());
    assertNull(noting.metric());
    assertTrue(counting.measure().isOne());
    assertFalse(Measure.at(Path.of(Slot.RETURN)).isOne());
    assertFalse(Measure.elapsed(Measure.Unit.SECONDS).isOne());
  }

  @Test
  void refusesAnotherNumberOfValuesThanTheMetricHasTags() {
    Rule.Builder rule = Rule.of("rule", TARGET, Metric.count("m", "a", "b")).tags(List.of(NONE));

    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, rule::build);

    assertEquals(
        "rule has the tags [a, b], and is given the values [\"none\"]", refusal.getMessage());
  }

  @Test
  void refusesTagsOfANote() {
    Note note = new Note("n", Path.of(Slot.THIS), NONE);

    assertThrows(
        IllegalArgumentException.class,
        () -> Rule.of("rule", TARGET, note).tags(List.of(NONE)).build());
  }
}
