package io.tagalong.sidecar.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.histogram.HistogramSettings.Aggregate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramSettingsTest {
  @ParameterizedTest
  @CsvSource({"0.95, 95", "0.5, 50", ".5, 50", "0.29, 29", "0.999, 100", "1, 100", "0, 0"})
  void roundsPercentileAsTheAgentDoes(String text, int percentile) {
    assertEquals(OptionalInt.of(percentile), HistogramSettings.percentile(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.01", "95", "p95", "-0.5", "", "nan", "0,95", "1e-1"})
  void readsNothingWhenTextIsNoPercentile(String text) {
    assertEquals(OptionalInt.empty(), HistogramSettings.percentile(text));
  }

  @Test
  void holdsEachFigureOnceSoThatNoSeriesOverwritesAnother() {
    HistogramSettings settings =
        new HistogramSettings(
            List.of(Aggregate.SUM, Aggregate.MAX, Aggregate.SUM),
            List.of(99, 50, 99),
            Optional.empty());

    assertEquals(List.of(Aggregate.MAX, Aggregate.SUM), settings.aggregates());
    assertEquals(List.of(50, 99), settings.percentiles());
  }
}
