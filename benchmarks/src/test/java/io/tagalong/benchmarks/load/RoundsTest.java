package io.tagalong.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.benchmarks.payload.Totals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void comparesWithinARound() {
    Rounds rounds = Rounds.of(List.of(round(100, 200), round(110, 330), round(90, 90)));

    assertEquals(
        new Spread(2, 1, 3),
        rounds.ratio(Servers.SIDECAR, Servers.CONTROL, Measurement::nanosPerLine));
  }

  @Test
  void leavesOutARoundInWhichTheControlWasDisturbed() {
    Rounds rounds = Rounds.of(List.of(round(100, 200), round(100, 220), round(130, 900)));

    assertEquals(210, rounds.of(Servers.SIDECAR, Measurement::nanosPerLine).median());
    assertTrue(rounds.hasVerdict());
    assertEquals("3 rounds, 1 left out, load 0.5-0.5", rounds.circumstances());
  }

  @Test
  void hasNoVerdictWhenOverHalfOfTheRoundsAreLeftOut() {
    Rounds rounds =
        Rounds.of(List.of(round(10, 20), round(50, 100), round(100, 200), round(1000, 2000)));

    assertFalse(rounds.hasVerdict());
  }

  @Test
  void keepsAllRoundsWithoutAControl() {
    Map<String, Measurement> round = Map.of(Servers.SIDECAR, nanosPerLine(200));

    assertEquals(
        200, Rounds.of(List.of(round)).of(Servers.SIDECAR, Measurement::nanosPerLine).median());
  }

  @Test
  void whatTheKernelDroppedWasNotRead() {
    Measurement half = new Measurement(new Totals(100, 1000, 500, 0, 0), 50, 2, 10, 0);

    assertEquals(250, half.lines());
    assertEquals(25, half.linesPerSecond());
    assertEquals(125, half.linesPerCpuSecond());
  }

  private static Map<String, Measurement> round(double control, double sidecar) {
    return Map.of(Servers.CONTROL, nanosPerLine(control), Servers.SIDECAR, nanosPerLine(sidecar));
  }

  /** A thousand million lines, so that a second of processor time is a nanosecond for each. */
  private static Measurement nanosPerLine(double nanos) {
    Totals sent = new Totals(1, 1, 1_000_000_000L, 0, 0);
    return new Measurement(sent, 0, nanos, 1, 0.5);
  }
}
