package io.tagalong.sidecar.backfill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import java.util.List;

/** Any line is a log with eight tags and a time, or is left out. */
class GatewayLogsFuzzTest {
  private static final GatewayLogs LOGS =
      new GatewayLogs("s", "v", new Enricher(EnrichmentSettings.none(), List.of(), "h"));

  @FuzzTest(maxDuration = "2m")
  void readsOrLeavesOutAnyLine(byte[] line) {
    try {
      LogItem log = LOGS.read(line);

      assertTrue(log.timestampMillis().isPresent());
      assertTrue(log.tags().split(",", -1).length == 8, log.tags());
    } catch (SkippedException skipped) {
      assertTrue(skipped.reason() != Skip.TOO_OLD);
    }
  }
}
