package io.tagalong.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void takesTheMiddleOneOfAnOddNumber() {
    assertEquals(new Spread(2, 1, 9), Spread.of(List.of(9.0, 1.0, 2.0)));
  }

  @Test
  void takesTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertEquals(new Spread(2.5, 1, 9), Spread.of(List.of(9.0, 1.0, 2.0, 3.0)));
  }

  @Test
  void showsTheExtremesBesideTheMedian() {
    assertEquals("2.0 (1.0-9.0)", Spread.of(List.of(9.0, 1.0, 2.0)).text(1));
  }
}
