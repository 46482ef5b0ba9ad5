package io.tagalong.agent.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GroupTest {
  private final Group group = new Group();

  @Test
  void knowsTheOutermostCallAtItsEnd() {
    group.enter(1);
    group.enter(3);

    assertFalse(group.outermost(3));
    group.leave(3);
    assertTrue(group.inside());
    assertTrue(group.outermost(1));
    group.leave(1);
    assertFalse(group.inside());
  }

  @Test
  void isOverAnInnerCallWhenItsEndIsLost() {
    group.enter(1);
    group.enter(3);

    assertTrue(group.outermost(1));
    group.leave(1);
    assertFalse(group.inside());
  }

  @Test
  void tellsCallsApartThatBeginAtTheSameTime() {
    group.enter(1);
    group.enter(1);
    group.enter(1);

    assertFalse(group.outermost(1));
    group.leave(1);
    assertFalse(group.outermost(1));
    group.leave(1);
    assertTrue(group.outermost(1));
    group.leave(1);
    assertFalse(group.inside());
  }

  @Test
  void recordsACallWhoseStartWasForgotten() {
    group.enter(1);
    group.forget();
    group.enter(3);

    assertTrue(group.outermost(3));
    group.leave(3);
    assertTrue(group.outermost(1));
    group.leave(1);
    assertFalse(group.inside());
  }
}
