package io.tagalong.benchmarks.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.benchmarks.machine.UnusableMachineException;
import org.junit.jupiter.api.Test;

class CostTest {
  @Test
  void readsTheLastLineWhateverTheApplicationSays() {
    assertEquals(new Cost(48.5, 37.25), Cost.parse("cost of living\nhello\n\ncost 48500 38144\n"));
  }

  @Test
  void saysWhatCameWhenThereIsNoCost() {
    UnusableMachineException e =
        assertThrows(UnusableMachineException.class, () -> Cost.parse("no such file\n"));

    assertEquals("no cost in the output:\nno such file\n", e.getMessage());
  }
}
