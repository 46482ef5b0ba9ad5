package io.tagalong.sidecar.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.encode.Body;
import io.tagalong.sidecar.encode.EncodeOptions;
import io.tagalong.sidecar.encode.LogItem;
import io.tagalong.sidecar.encode.MessageEncoder;
import io.tagalong.sidecar.enrich.Enricher;
import io.tagalong.sidecar.enrich.EnrichmentSettings;
import io.tagalong.sidecar.enrich.MetricFilterList;
import io.tagalong.sidecar.enrich.Namespace;
import io.tagalong.sidecar.enrich.TagFilterList;
import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import io.tagalong.sidecar.webhook.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs in Datadog's form: what is added, what is refused, and that nothing else changes. */
final class LogIntakeTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_123L), ZoneOffset.UTC);

  private final GatheringOutlet outlet = new GatheringOutlet();
  private final LogBuffer buffer = new LogBuffer(outlet);
  private final Telemetry telemetry = new Telemetry();
  private final LogIntake intake = intake(List.of());

  @Test
  void passesOnWhatWasSentAndAddsHostTimeAndTags() throws Exception {
    String log =
        """
        {"message":"[openai] gpt-4o","status":"error","ddsource":"futureagi",
         "ddtags":"model:gpt-4o,env:test","attributes":{"cost":0.020,"at":1700000000123456789,
         "cache_hit":true,"route":null,"retries":[1,"two\\n",{}]}}""";

    assertEquals(Answer.ACCEPTED, post(log));

    assertEquals(
        """
        [{"message":"[openai] gpt-4o","ddsource":"futureagi",\
        "ddtags":"model:gpt-4o,env:test,team:a,service:shop","hostname":"web-1",\
        "status":"error","timestamp":1700000000123,\
        "attributes":{"cost":0.020,"at":1700000000123456789,"cache_hit":true,"route":null,\
        "retries":[1,"two\\n",{}]}}]""",
        sent());
    assertEquals(1, telemetry.total(SelfMetric.LOGS));
  }

  @Test
  void keepsHostServiceAndTimeThatTheSenderNames() throws Exception {
    post(
        """
        {"message":"m","hostname":"h","service":"prism-gateway","@timestamp":"2026-01-01T00:00:00Z",
         "ddtags":"service_tier:x"}""");

    assertEquals(
        """
        [{"message":"m","ddtags":"service_tier:x,team:a,env:prod","hostname":"h",\
        "service":"prism-gateway","@timestamp":"2026-01-01T00:00:00Z"}]""",
        sent());
  }

  @Test
  void appliesNewRulesToWhatComesAfterThem() throws Exception {
    intake.enrichWith(new Enricher(EnrichmentSettings.none(), List.of(), "web-2"));

    post("[{\"message\":\"m\"}]");

    assertTrue(sent().contains("\"ddtags\":\"\",\"hostname\":\"web-2\""), sent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "identity"})
  void readsWhatIsCompressedAsTheIntakeAllows(String encoding) throws Exception {
    byte[] body = "[{\"message\":\"m\"}]".getBytes(StandardCharsets.UTF_8);

    post(compressed(encoding, body), Map.of("content-encoding", List.of(encoding)));

    assertTrue(sent().contains("\"m\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[{\"message\":\"m\"},{}]; UNEXPECTED_SHAPE",
        "[{\"message\":null}]; UNEXPECTED_SHAPE",
        "[{\"message\":{}}]; UNEXPECTED_SHAPE",
        "[{\"message\":\"m\",\"ddtags\":[\"a:b\"]}]; UNEXPECTED_SHAPE",
        "[\"m\"]; UNEXPECTED_SHAPE",
        "m; NOT_JSON",
        "[{\"message\":\"m\"}; NOT_JSON",
      })
  void refusesTheWholeRequestWhenOneLogIsNone(String body, Refusal refusal) {
    assertRefused(refusal, () -> post(body));
    assertEquals(0, outlet.logs.size());
  }

  @Test
  void takesThousandLogsAndRefusesOneMore() throws Exception {
    String thousand = "{\"message\":\"m\"},".repeat(999) + "{\"message\":\"m\"}";

    post("[" + thousand + "]");
    assertRefused(Refusal.BODY_TOO_LARGE, () -> post("[" + thousand + ",{\"message\":\"m\"}]"));

    assertEquals(1000, outlet.logs.size());
    assertEquals(1000, telemetry.total(SelfMetric.LOGS));
  }

  @Test
  void refusesMoreThanFiveMegabytesOnceDecompressed() throws IOException {
    byte[] bomb =
        compressed(
            "gzip",
            "[{\"message\":\"%s\"}]"
                .formatted("x".repeat(5_000_000))
                .getBytes(StandardCharsets.UTF_8));

    assertRefused(
        Refusal.BODY_TOO_LARGE, () -> post(bomb, Map.of("content-encoding", List.of("gzip"))));
    assertEquals(5_000_000, intake.maxBodyBytes(LogIntake.PATH));
  }

  @Test
  void refusesWhatDoesNotSayThatItIsJson() {
    Request fromAWebPage = request("POST", Map.of("content-type", List.of("text/plain")));

    assertRefused(Refusal.UNKNOWN_TYPE, () -> intake.handle(fromAWebPage));
    assertRefused(Refusal.UNKNOWN_TYPE, () -> intake.handle(request("POST", Map.of())));
    assertRefused(Refusal.UNKNOWN_METHOD, () -> intake.handle(request("GET", Map.of())));
  }

  @Test
  void admitsOnlyThoseWithOneOfTheKeysIfThereAreAny() throws Exception {
    LogIntake guarded = intake(List.of(new Secret.Fixed("a"), new Secret.Fixed("b")));
    Map<String, List<String>> json = Map.of("content-type", List.of("application/json"));
    Map<String, List<String>> withKey = new HashMap<>(json);
    withKey.put("dd-api-key", List.of("b"));

    assertRefused(Refusal.UNAUTHORIZED, () -> guarded.handle(request("POST", json)));
    assertEquals(Answer.ACCEPTED, guarded.handle(request("POST", withKey)));
  }

  @Test
  void tellsTheSenderToComeAgainWhenDeliveryIsBehind() {
    outlet.hasRoom = false;

    assertRefused(Refusal.QUEUE_FULL, () -> post("[{\"message\":\"m\"}]"));
    assertEquals(503, Refusal.QUEUE_FULL.answer().status());
    assertEquals(0, telemetry.total(SelfMetric.LOGS));
  }

  private LogIntake intake(List<Secret> keys) {
    EnrichmentSettings settings =
        new EnrichmentSettings(
            List.of(),
            new Namespace("app", List.of()),
            new MetricFilterList(Set.of(), false),
            new TagFilterList(List.of()),
            List.of("team:a"),
            List.of("env:prod", "service:shop"));
    Enricher enricher = new Enricher(settings, List.of(), "web-1");
    return new LogIntake(keys, buffer, enricher, CLOCK, telemetry);
  }

  private Answer post(String body) throws RefusedException {
    return post(body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private Answer post(byte[] body, Map<String, List<String>> more) throws RefusedException {
    Map<String, List<String>> headers = new HashMap<>(more);
    headers.put("content-type", List.of("Application/JSON; charset=utf-8"));
    return intake.handle(new Request("POST", LogIntake.PATH, headers, body));
  }

  private static Request request(String method, Map<String, List<String>> headers) {
    byte[] body = "{\"message\":\"m\"}".getBytes(StandardCharsets.UTF_8);
    return new Request(method, LogIntake.PATH, headers, body);
  }

  /** The text of the body in which everything leaves. */
  private String sent() throws IOException {
    buffer.flush();
    List<LogItem> logs = outlet.logs;
    List<Body> bodies = MessageEncoder.logs(logs, 1, EncodeOptions.DEFAULT).bodies();
    byte[] deflated = bodies.get(0).bytes();
    return new String(
        new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private static byte[] compressed(String encoding, byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var packing =
        switch (encoding) {
          case "gzip" -> new GZIPOutputStream(out);
          case "deflate" -> new DeflaterOutputStream(out);
          default -> out;
        }) {
      packing.write(body);
    }
    return out.toByteArray();
  }

  private interface Post {
    Answer send() throws RefusedException;
  }

  private static void assertRefused(Refusal expected, Post post) {
    assertEquals(expected, assertThrows(RefusedException.class, post::send).refusal());
  }
}
