package io.tagalong.intake;

import static io.tagalong.intake.SeriesBody.GAUGE;
import static io.tagalong.intake.SeriesBody.NOW_SECONDS;
import static io.tagalong.intake.SeriesBody.RATE;
import static io.tagalong.intake.SeriesBody.count;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.intake.metric.MetricKind;
import io.tagalong.intake.rule.Rule;
import io.tagalong.intake.store.SeriesHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held of series, and when the last write counts as a loss. */
final class SeriesTest {
  private static final String NAME = "shop.orders";

  @AutoClose private final TestIntake intake = new TestIntake();

  @Test
  void addsUpCountsOfAllTimestampsAndMatchingContexts() throws Exception {
    send(count(NAME, 1, 2), count(NAME, 4).withTags("env:test", "state:failed"));

    assertEquals(7, total());
    assertEquals(3, total("state:paid"));
    assertEquals(0, total("state:paid", "env:prod"));
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void multipliesRatesByTheirInterval() throws Exception {
    send(count(NAME, 0.5, 1.5).withType(RATE));

    assertEquals(20, total());
    assertEquals(Optional.of(MetricKind.RATE), intake.emulator().metrics().kindOf(NAME));
  }

  @Test
  void holdsLatestValueOfGaugeEvenIfItArrivesFirst() throws Exception {
    SeriesBody gauge = count(NAME).withType(GAUGE).withInterval(0);
    send(gauge.withPoint(NOW_SECONDS + 1, 8));
    send(gauge.withPoint(NOW_SECONDS, 5));

    assertEquals(8, total());
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void tellsEveryAmountOfEachSeries() throws Exception {
    send(count(NAME, 1, 2), count(NAME, 4).withTags("env:test", "state:failed"));

    Set<Map<Long, Double>> amounts =
        intake.emulator().historiesOf(NAME).stream()
            .map(SeriesHistory::amounts)
            .collect(Collectors.toSet());

    assertEquals(
        Set.of(Map.of(NOW_SECONDS, 1.0, NOW_SECONDS + 1, 2.0), Map.of(NOW_SECONDS, 4.0)), amounts);
    assertEquals(List.of(), intake.emulator().historiesOf("another"));
  }

  @Test
  void acceptsRetryOfUnchangedPoint() throws Exception {
    send(count(NAME, 3));
    send(count(NAME, 3));

    assertEquals(3, total());
    assertEquals(List.of(), intake.brokenRules());
  }

  @Test
  void holdsLastWriteAndReportsItWhenPointChanges() throws Exception {
    send(count(NAME, 3));
    send(count(NAME, 4));

    assertEquals(4, total());
    assertEquals(List.of(Rule.SERIES_POINT_OVERWRITTEN), intake.brokenRules());
  }

  @Test
  void reportsOverwriteWhenContextsDifferOnlyInCase() throws Exception {
    send(count(NAME, 3).withTags("gate:newui"));
    send(count(NAME, 4).withTags("gate:NewUI"));

    assertEquals(4, total("gate:newui"));
    assertEquals(List.of(Rule.TAG_NOT_NORMAL, Rule.SERIES_POINT_OVERWRITTEN), intake.brokenRules());
  }

  @Test
  void tellsContextsApartByHost() throws Exception {
    send(count(NAME, 3), count(NAME, 4).withHosts("host-2"));

    assertEquals(7, total());
    assertEquals(List.of(), intake.brokenRules());
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 600})
  void keepsPointAtTheEdgeOfTheWindow(long secondsFromNow) throws Exception {
    send(count(NAME).withPoint(NOW_SECONDS + secondsFromNow, 1));

    assertEquals(1, total());
    assertEquals(List.of(), intake.brokenRules());
  }

  @ParameterizedTest
  @ValueSource(longs = {-3601, 601})
  void dropsPointBeyondTheWindow(long secondsFromNow) throws Exception {
    send(count(NAME).withPoint(NOW_SECONDS + secondsFromNow, 1));

    assertEquals(0, total());
    assertEquals(List.of(Rule.TIMESTAMP_OUTSIDE_WINDOW), intake.brokenRules());
  }

  @Test
  void keepsOtherPointsOfSeriesWhenOneIsNotFinite() throws Exception {
    send(count(NAME, Double.NaN, 2));

    assertEquals(2, total());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7up", "a-b", "größe"})
  void dropsSeriesWhenNameIsInvalid(String name) throws Exception {
    send(count(name, 1));

    assertEquals(List.of(), intake.emulator().metrics().all());
    assertEquals(List.of(Rule.NAME_INVALID), intake.brokenRules());
  }

  @Test
  void reportsNameThatIsBothSeriesAndDistribution() throws Exception {
    intake.status(Call.sketches(SketchBody.of(NAME).toBytes()));

    send(count(NAME, 1));

    assertEquals(List.of(Rule.NAME_OF_TWO_KINDS), intake.brokenRules());
  }

  private void send(SeriesBody... series) throws Exception {
    assertEquals(202, intake.status(Call.series(SeriesBody.payload(series))));
  }

  private double total(String... tags) {
    return intake.emulator().metrics().total(NAME, tags);
  }
}
