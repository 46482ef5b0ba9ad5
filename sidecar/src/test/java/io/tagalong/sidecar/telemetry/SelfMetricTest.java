package io.tagalong.sidecar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SelfMetricTest {
  @Test
  void everyMetricHasAUniquePublishableIdAndASentence() {
    for (SelfMetric metric : SelfMetric.values()) {
      assertTrue(metric.id().matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*"), metric.id());
      assertTrue(metric.description().matches("[A-Z].*\\."), metric.description());
    }
    assertEquals(
        SelfMetric.values().length,
        Arrays.stream(SelfMetric.values()).map(SelfMetric::id).collect(Collectors.toSet()).size());
  }

  @Test
  void telemetryKeepsOneTotalPerMetric() {
    Telemetry telemetry = new Telemetry();

    telemetry.add(SelfMetric.SAMPLES, 2);
    telemetry.add(SelfMetric.SAMPLES, 3);
    telemetry.add(SelfMetric.MESSAGES, 1);

    assertEquals(5, telemetry.total(SelfMetric.SAMPLES));
    assertEquals(1, telemetry.total(SelfMetric.MESSAGES));
    assertEquals(0, telemetry.total(SelfMetric.DATAGRAMS));
  }
}
