package io.tagalong.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.intake.item.LogItem;
import io.tagalong.it.harness.IntakeTest;
import io.tagalong.it.harness.JavaProcess;
import io.tagalong.it.harness.SidecarProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Logs in Datadog's form, through the sidecar's jar to a strict intake. */
class LogIntakeIT extends IntakeTest {
  private static final String REQUEST_LOG =
      """
      {"message":"[openai] gpt-4o status=200 latency=842ms tokens=1523 cost=$0.02",
       "status":"info","ddsource":"futureagi","service":"prism-gateway",
       "ddtags":"model:gpt-4o,provider:openai,status_code:200",
       "attributes":{"model":"gpt-4o","latency_ms":842,"cost":0.02,"cache_hit":true}}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void takesLogsWithoutAnySettingAndDeliversThemWhole() throws Exception {
    Map<String, String> environment =
        Map.of("DD_API_KEY", SidecarProcess.API_KEY, "DD_HOSTNAME", "web-1", "DD_ENV", "test");
    try (SidecarProcess sidecar = SidecarProcess.start(intake, environment)) {
      assertEquals(202, post(sidecar, REQUEST_LOG));
      terminate(sidecar);
    }

    LogItem log = intake.held().logs().get(0);
    assertEquals("[openai] gpt-4o status=200 latency=842ms tokens=1523 cost=$0.02", log.message());
    assertEquals("futureagi", log.source());
    assertEquals("prism-gateway", log.service());
    assertEquals("info", log.status());
    assertEquals("web-1", log.host());
    assertEquals(
        List.of("model:gpt-4o", "provider:openai", "status_code:200", "env:test"), log.tags());
    assertEquals(
        Map.of(
            "attributes",
            Map.of("model", "gpt-4o", "latency_ms", 842, "cost", 0.02, "cache_hit", true)),
        log.attributes());
  }

  @Test
  void deliversManyLogsInBatchesOfFiveHundred() throws Exception {
    List<String> messages = IntStream.range(0, 2500).mapToObj(i -> "log " + i).toList();
    try (SidecarProcess sidecar = SidecarProcess.start(intake)) {
      for (int from = 0; from < messages.size(); from += 100) {
        String logs =
            messages.subList(from, from + 100).stream()
                .map(message -> "{\"message\":\"" + message + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertEquals(202, post(sidecar, logs));
      }
      terminate(sidecar);
    }

    assertEquals(messages, intake.held().logs().stream().map(LogItem::message).toList());
    long bodies = intake.held().requests("/api/v2/logs", 202);
    assertTrue(5 <= bodies && bodies <= 8, bodies + " bodies");
  }

  @Test
  void refusesBadLogsInAWordAndSaysNothingOfThem() throws Exception {
    String secret = "a prompt that nobody may see";
    try (SidecarProcess sidecar =
        SidecarProcess.start(intake)
            .expectingLosses(
                "http.requests.rejected.not_json", "http.requests.rejected.unexpected_shape")) {
      assertEquals(400, post(sidecar, "[{\"message\":\"" + secret + "\"}"));
      assertEquals(400, post(sidecar, "[{\"text\":\"" + secret + "\"}]"));
      String errors = terminate(sidecar).err();

      assertFalse(errors.contains(secret), errors);
    }

    assertEquals(List.of(), intake.held().logs());
  }

  private int post(SidecarProcess sidecar, String logs) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sidecar.httpUrl() + "/api/v2/logs"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(logs))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static JavaProcess.Result terminate(SidecarProcess sidecar) throws InterruptedException {
    JavaProcess.Result result = sidecar.terminate();
    assertEquals(0, result.status(), result.err());
    return result;
  }
}
