package io.tagalong.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Comparison COMPARISON =
      new Comparison(
          List.of(
              new Scene("One", List.of("one."), Map.of("one.a{}", 2L)),
              new Scene("Two", List.of("two.", "event \"Two"), Map.of("two.b{}", 3L))));

  @Test
  void holdsWhenAllIsEqualAndWhatElseArrivesIsOfNoScene() {
    assertTrue(COMPARISON.holds(Map.of("one.a{}", 2L, "two.b{}", 3L, "self{}", 9L)));
  }

  @Test
  void doesNotHoldWhenSomethingIsMissingOrTooMuch() {
    assertFalse(COMPARISON.holds(Map.of("one.a{}", 2L, "two.b{}", 2L)));
    assertFalse(COMPARISON.holds(Map.of("one.a{}", 2L, "two.b{}", 3L, "one.c{}", 1L)));
    assertFalse(
        COMPARISON.holds(Map.of("one.a{}", 2L, "two.b{}", 3L, "event \"Two are there\"{}", 1L)));
  }

  @Test
  void doesNotHoldForASceneInWhichNothingWasDone() {
    Comparison empty = new Comparison(List.of(new Scene("None", List.of("none."), Map.of())));

    assertFalse(empty.holds(Map.of()));
  }

  @Test
  void showsEachSystemWithBothNumbers() {
    String tables = COMPARISON.tables(Map.of("one.a{}", 1L, "two.b{}", 3L)).replace("\r", "");

    assertEquals(
        """
        One

                            done      arrived
          DIFFERENT            2            1  one.a{}

        Two

                            done      arrived
          equal                3            3  two.b{}

        """,
        tables);
  }
}
