package io.tagalong.sidecar.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private static final long SEED = 7;

  private final SharedValues<String> values = new SharedValues<>();

  @Test
  void handsOutTheFirstOfEqualInstances() {
    String first = copyOf("env:prod");
    String second = copyOf("env:prod");
    assertNotSame(first, second);
    values.add(first);

    assertSame(first, values.take(second));
  }

  @Test
  void lettingGoTakesAsManyTimesAsTaking() {
    values.add("a");
    values.take("a");

    assertFalse(values.giveBack("a"));
    assertTrue(values.giveBack("a"));
    assertNull(values.take("a"));
    assertThrows(IllegalStateException.class, () -> values.giveBack("a"));
  }

  /** Few texts that come and go, and then many: slots are moved, added and taken away. */
  @Test
  void agreesWithAMapOfCounts() {
    Random random = new Random(SEED);
    Map<String, Integer> expected = new HashMap<>();
    List<String> taken = new ArrayList<>();
    for (int step = 0; step < 200_000; step++) {
      boolean grows = step % 50_000 < 30_000;
      if (taken.isEmpty() || random.nextInt(100) < (grows ? 60 : 30)) {
        String text = "k" + random.nextInt(step < 100_000 ? 300 : 20_000);
        if (values.take(text) == null) {
          values.add(text);
        }
        expected.merge(text, 1, Integer::sum);
        taken.add(text);
      } else {
        int index = random.nextInt(taken.size());
        String text = taken.set(index, taken.get(taken.size() - 1));
        taken.remove(taken.size() - 1);
        int left = expected.merge(text, -1, Integer::sum);
        if (left == 0) {
          expected.remove(text);
        }
        assertEquals(left == 0, values.giveBack(text), () -> text + ", seed " + SEED);
      }
      assertEquals(expected.size(), values.size(), "seed " + SEED);
    }
    taken.forEach(values::giveBack);
    assertEquals(0, values.size(), "seed " + SEED);
  }

  private static String copyOf(String text) {
    return String.valueOf(text.toCharArray());
  }
}
