package io.tagalong.benchmarks.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void readsTheBytesOfTheLastRow() {
    String histogram =
        " num     #instances         #bytes  class name (module)\n"
            + "   1:          4711         815120  [B (java.base@17)\n"
            + "Total         61253        3907704\n";

    assertEquals(3_907_704, LiveHeap.totalOf(histogram));
  }
}
