package io.tagalong.sidecar.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.encode.MessageEncoder;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both shapes of a line, and which of them become no log. */
final class GatewayLogsTest {
  private static final GatewayLogs LOGS =
      new GatewayLogs(
          "futureagi",
          "prism-gateway",
          new Enricher(EnrichmentSettings.none(), List.of("env:test", "service:shop"), "web-1"));

  @Test
  void makesTheDocumentsLogOfAttributes() throws Exception {
    String line =
        """
        {"request_id":"r1","model":"gpt-4o","provider":"openai","latency_ms":842,\
        "input_tokens":1200,"output_tokens":323,"cost":0.02,"status_code":200,"cache_hit":true,\
        "routing_strategy":"cheapest","gateway":"gw-1","started_at":"2026-03-01T10:00:00.5+00:00",\
        "prompt":"a secret","messages":[{"content":"a secret"}],"model_list":["x"]}""";

    assertEquals(
        """
        [{"message":"[openai] gpt-4o status=200 latency=842ms tokens=1523 cost=$0.02",\
        "ddsource":"futureagi","ddtags":"model:gpt-4o,provider:openai,status_code:200,\
        gateway:gw-1,cache:hit,guardrail:none,routing:cheapest,error:false,env:test",\
        "hostname":"web-1","service":"prism-gateway","status":"info","timestamp":1772359200500,\
        "attributes":{"request_id":"r1","model":"gpt-4o","provider":"openai","latency_ms":842,\
        "input_tokens":1200,"output_tokens":323,"cost":0.02,"status_code":200,"cache_hit":true,\
        "started_at":"2026-03-01T10:00:00.5+00:00"}}]""",
        json(LOGS.read(line.getBytes(UTF_8))));
  }

  @Test
  void makesAnErrorOfAFailedWebhookWithoutItsWords() throws Exception {
    String line =
        """
        {"event":"request.completed","timestamp":1772359200,"model":"m,x","provider":"p",\
        "status_code":403,"error_message":"blocked: a secret","guardrail_triggered":true}""";

    LogItem log = LOGS.read(line.getBytes(UTF_8));

    assertEquals("error", log.status());
    assertEquals("[p] m,x status=403", log.message());
    assertEquals(
        "model:m_x,provider:p,status_code:403,gateway:none,cache:none,guardrail:triggered,"
            + "routing:none,error:true,env:test",
        log.tags());
    assertFalse(json(log).contains("secret"), json(log));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:00:00Z, 1772359200000",
    "2026-03-01T12:00:00+02:00, 1772359200000",
    "2026-03-01 10:00:00.25, 1772359200250",
    "1772359200, 1772359200000",
    "1772359200.75, 1772359200750",
    "1772359200123, 1772359200123",
  })
  void readsTimesAsTheyAreUsuallyWritten(String text, long millis) throws Exception {
    String line = "{\"model\":\"m\",\"started_at\":\"%s\"}".formatted(text);

    assertEquals(millis, LOGS.read(line.getBytes(UTF_8)).timestampMillis().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"model\":\"m\"}; NO_TIME",
        "{\"model\":\"m\",\"started_at\":\"yesterday\"}; NO_TIME",
        "{\"model\":\"m\",\"started_at\":null}; NO_TIME",
        "{\"started_at\":1772359200}; NO_REQUEST",
        "{\"model\":\"m\",\"event\":\"error.occurred\",\"started_at\":1772359200}; NO_REQUEST",
        "[]; NO_REQUEST",
        "{\"model\":; NOT_JSON",
      })
  void saysWhyALineBecomesNoLog(String line, Skip reason) {
    assertEquals(
        reason,
        assertThrows(SkippedException.class, () -> LOGS.read(line.getBytes(UTF_8))).reason());
  }

  private static String json(LogItem log) throws Exception {
    Body body = MessageEncoder.logs(List.of(log), 1, EncodeOptions.DEFAULT).bodies().get(0);
    return new String(
        new InflaterInputStream(new ByteArrayInputStream(body.bytes())).readAllBytes(), UTF_8);
  }
}
