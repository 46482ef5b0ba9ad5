package io.tagalong.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StopwatchTest {
  private final SteppedTime time = new SteppedTime();

  @Test
  void tellsWhenItStartedAndTheTimeSince() {
    time.pass(1_000);
    Stopwatch stopwatch = time.stopwatch();
    assertEquals(0, stopwatch.elapsedMillis());

    time.pass(42);

    assertEquals(42, stopwatch.elapsedMillis());
    assertEquals(SteppedTime.START_MILLIS + 1_000, stopwatch.startedAtMillis());
  }

  @Test
  void measuresWithoutTheWallClock() {
    long[] wall = {5_000};
    long[] nanos = {Long.MAX_VALUE};
    Stopwatch stopwatch = new Stopwatch(() -> wall[0], () -> nanos[0]);

    wall[0] = 0;
    nanos[0] += 7_999_999;

    assertEquals(7, stopwatch.elapsedMillis());
    assertEquals(5_000, stopwatch.startedAtMillis());
  }
}
