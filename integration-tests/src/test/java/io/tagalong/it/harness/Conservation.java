package io.tagalong.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.IntakeEmulator;
import io.tagalong.intake.store.SeriesHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The account that one sidecar gives of its items, in its self metrics: whatever it has accepted is
 * delivered, dropped, queued or spooled, for each endpoint and kind and at each of its reports.
 *
 * <p>A report is of one moment, and travels with the data that comes after it, so the last one says
 * nothing of the bodies that carry it. Several sidecars may report to one intake, one after the
 * other: this one's reports are later than those that were there when it started, and not older
 * than its process. They add up only if all of them have arrived; whoever asserts it has to know.
 */
final class Conservation {
  private static final String ITEMS = "tagalong.sidecar.items.";

  /** What came in since the last report, and what went out for good. */
  private static final Map<String, Integer> FLOWS =
      Map.of("accepted", 1, "delivered", -1, "dropped", -1);

  /** What waits at the report. */
  private static final Map<String, Integer> STOCKS = Map.of("queued", 1, "spooled", 1);

  private final IntakeEmulator intake;
  private final long fromSeconds;

  private Conservation(IntakeEmulator intake, long fromSeconds) {
    this.intake = intake;
    this.fromSeconds = fromSeconds;
  }

  /**
   * The account of the sidecar that reports from now on.
   *
   * @param start of its process, or somewhat earlier
   */
  static Conservation of(IntakeEmulator intake, Instant start) {
    long lastOfOthers =
        intake.historiesOf(ITEMS + "queued").stream()
            .mapToLong(history -> history.amounts().lastKey())
            .max()
            .orElse(Long.MIN_VALUE);
    return new Conservation(intake, Math.max(start.getEpochSecond(), lastOfOthers + 1));
  }

  /** Fails unless every report adds up with those before it. */
  void assertHolds() {
    Map<List<String>, NavigableMap<Long, Double>> flows = sums(FLOWS);
    sums(STOCKS)
        .forEach(
            (account, stocks) ->
                stocks.forEach(
                    (seconds, waiting) ->
                        assertEquals(
                            sumUntil(seconds, flows.getOrDefault(account, new TreeMap<>())),
                            waiting,
                            () ->
                                "%s of %s: accepted less delivered and dropped, and what waits"
                                    .formatted(account, Instant.ofEpochSecond(seconds)))));
  }

  private static double sumUntil(long seconds, NavigableMap<Long, Double> flows) {
    return flows.headMap(seconds, true).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** For each account, by time, the sum of metrics that count with these signs. */
  private Map<List<String>, NavigableMap<Long, Double>> sums(Map<String, Integer> signs) {
    Map<List<String>, NavigableMap<Long, Double>> sums = new HashMap<>();
    signs.forEach(
        (outcome, sign) -> {
          for (SeriesHistory history : intake.historiesOf(ITEMS + outcome)) {
            NavigableMap<Long, Double> sum =
                sums.computeIfAbsent(account(history), absent -> new TreeMap<>());
            history
                .amounts()
                .tailMap(fromSeconds)
                .forEach((seconds, amount) -> sum.merge(seconds, sign * amount, Double::sum));
          }
        });
    return sums;
  }

  /** Whose items they are: the tags of endpoint and kind. */
  private static List<String> account(SeriesHistory history) {
    return history.context().tags().stream()
        .filter(tag -> tag.startsWith("endpoint:") || tag.startsWith("kind:"))
        .toList();
  }
}
