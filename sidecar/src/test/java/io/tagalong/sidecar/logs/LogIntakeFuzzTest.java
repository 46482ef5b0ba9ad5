package io.tagalong.sidecar.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.MessageEncoder;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Any body is taken whole, and can be sent, or is refused whole. */
class LogIntakeFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void takesOrRefusesAnyBody(byte[] body) {
    GatheringOutlet outlet = new GatheringOutlet();
    LogBuffer buffer = new LogBuffer(outlet);
    Telemetry telemetry = new Telemetry();
    Enricher enricher = new Enricher(EnrichmentSettings.none(), List.of(), "h");
    LogIntake intake = new LogIntake(List.of(), buffer, enricher, Clock.systemUTC(), telemetry);
    Map<String, List<String>> headers = Map.of("content-type", List.of("application/json"));

    try {
      intake.handle(new Request("POST", LogIntake.PATH, headers, body));
    } catch (RefusedException refused) {
      assertTrue(refused.refusal().answer().status() >= 400);
    }
    buffer.flush();

    assertEquals(telemetry.total(SelfMetric.LOGS), outlet.logs.size());
    assertEquals(
        outlet.logs.size(), MessageEncoder.logs(outlet.logs, 1, EncodeOptions.DEFAULT).items());
  }
}
