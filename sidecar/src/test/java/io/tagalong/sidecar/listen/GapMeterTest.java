package io.tagalong.sidecar.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import org.junit.jupiter.api.Test;

class GapMeterTest {
  private long nowNanos = 1_000;
  private final GapMeter meter = new GapMeter(() -> nowNanos);
  private final IdleCheck idleCheck = new IdleCheck();

  GapMeterTest() {
    idleCheck.add(meter);
  }

  @Test
  void measuresFromTurnToTurnWhenDatagramsWereLeft() {
    turn(0, true);
    turn(30, true);
    turn(10, false);
    turn(500, false);

    assertEquals(30, idleCheck.takeLongestNanos());
  }

  @Test
  void startsAgainWhenItWasAsked() {
    turn(0, true);
    turn(30, true);
    idleCheck.takeLongestNanos();
    turn(7, false);

    assertEquals(7, idleCheck.takeLongestNanos());
    assertEquals(0, idleCheck.takeLongestNanos());
  }

  @Test
  void doesNotMeasureAPauseWhenTheTurnHadTakenTheLast() throws Exception {
    turn(0, true);

    assertEquals(SelectStrategy.SELECT, idleCheck.calculateStrategy(() -> 0, false));

    turn(1_000_000, false);
    assertEquals(0, idleCheck.takeLongestNanos());
  }

  @Test
  void measuresOnWhenTheSelectorFindsTheSocketReady() throws Exception {
    turn(0, true);

    assertEquals(1, idleCheck.calculateStrategy(() -> 1, false));

    turn(20, false);
    assertEquals(20, idleCheck.takeLongestNanos());
  }

  @Test
  void looksOnlyWhenATurnEndedAtItsLimit() throws Exception {
    IntSupplier unexpected =
        () -> {
          throw new IllegalStateException("looked");
        };

    turn(0, false);

    assertEquals(SelectStrategy.SELECT, idleCheck.calculateStrategy(unexpected, false));
    assertThrows(IllegalStateException.class, () -> idleCheck.calculateStrategy(unexpected, true));
  }

  private void turn(long nanosLater, boolean atLimit) {
    nowNanos += nanosLater;
    meter.turnBegins();
    meter.turnEnds(atLimit);
  }
}
