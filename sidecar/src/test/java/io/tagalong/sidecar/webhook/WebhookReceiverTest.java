package io.tagalong.sidecar.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.Refusal;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.SelfMetric;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests: each message once, all of a request or nothing, within bounds. */
final class WebhookReceiverTest {
  private final Telemetry telemetry = new Telemetry();
  private final List<Batch> batches = new ArrayList<>();
  private boolean full;

  @Test
  void takesAWebhookThatFoundNoRoomWhenItComesAgain() throws Exception {
    WebhookReceiver receiver = receiver(oncePerId("body"));
    full = true;
    assertEquals(Refusal.QUEUE_FULL, refusal(receiver, "{\"id\":1}"));
    full = false;

    assertEquals(Answer.ACCEPTED, post(receiver, "{\"id\":1}"));
    assertEquals(Answer.ACCEPTED, post(receiver, "{\"id\":1}"));

    assertEquals(1, batches.size());
    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS));
    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS_REPEATED));
  }

  @Test
  void countsTheMessagesOfARequestOneByOne() throws Exception {
    WebhookReceiver receiver = receiver(oncePerId("body.events ? body"));

    post(receiver, "{\"events\":[{\"id\":1},{\"id\":2},{\"id\":1},{\"id\":3,\"skip\":true},7]}");
    post(receiver, "[{\"id\":3},{\"id\":2}]");
    post(receiver, "{\"id\":4}");
    post(receiver, "[]");

    assertEquals(4, lines());
    assertEquals(4, telemetry.total(SelfMetric.WEBHOOKS));
    assertEquals(2, telemetry.total(SelfMetric.WEBHOOKS_REPEATED));
    assertEquals(3, telemetry.total(SelfMetric.WEBHOOKS_IGNORED));
  }

  @Test
  void refusesABombBeforeItIsLarge() throws Exception {
    byte[] bomb = gzip(" ".repeat(Intake.MAX_BYTES + 1).getBytes(UTF_8));
    Request request = request(bomb, Map.of("content-encoding", List.of("gzip")));
    WebhookReceiver receiver = receiver(oncePerId("body"));

    RefusedException refused = assertThrows(RefusedException.class, () -> receiver.handle(request));

    assertTrue(bomb.length < 10_000, bomb.length + " bytes");
    assertEquals(Refusal.BODY_TOO_LARGE, refused.refusal());
  }

  @ParameterizedTest
  @CsvSource({"1000, 100", "1, 20000", "40000, 1"})
  void refusesWhatWouldBecomeMoreThanTheWayHolds(int points, int tags) throws Exception {
    String body =
        "{\"series\":[{\"metric\":\"a\",\"points\":[%s],\"tags\":[%s]}]}"
            .formatted(list("{\"value\":1}", points), list("\"" + "x".repeat(200) + "\"", tags));
    WebhookReceiver receiver = receiver(new Content.Series(Set.of(), Set.of()));

    assertEquals(Refusal.BODY_TOO_LARGE, refusal(receiver, body));

    assertEquals(List.of(), batches);
    assertEquals(0, telemetry.total(SelfMetric.WEBHOOKS));
  }

  @Test
  void remembersTheLatestKeysOnly() throws Exception {
    WebhookReceiver receiver = receiver(oncePerId("body"));
    for (int id = 0; id <= RepeatFilter.MAX_KEYS; id++) {
      post(receiver, "{\"id\":" + id + "}");
    }

    post(receiver, "{\"id\":1}");
    post(receiver, "{\"id\":0}");

    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS_REPEATED));
    assertEquals(RepeatFilter.MAX_KEYS + 2, lines());
  }

  @Test
  void knowsWhatCameBeforeItsRulesWereReplaced() throws Exception {
    WebhookReceiver receiver = receiver(oncePerId("body"));
    post(receiver, "{\"id\":1}");

    receiver.replace(List.of(webhook(oncePerId("body.events ? body"))));
    post(receiver, "[{\"id\":1},{\"id\":2}]");
    receiver.replace(List.of());

    assertEquals(2, lines());
    assertEquals(1, telemetry.total(SelfMetric.WEBHOOKS_REPEATED));
    assertEquals(Refusal.UNKNOWN_PATH, refusal(receiver, "{\"id\":3}"));
  }

  @Test
  void parsesNothingOfWhatIsForged() throws Exception {
    Webhook closed =
        new Webhook(
            "/x",
            new Authentication.Key("key"),
            List.of(new Secret.Fixed("secret")),
            oncePerId("body"));
    WebhookReceiver receiver =
        new WebhookReceiver(List.of(closed), this::offer, Clock.systemUTC(), telemetry);

    assertEquals(Refusal.UNAUTHORIZED, refusal(receiver, "{no JSON"));
  }

  private static String list(String element, int count) {
    return String.join(",", Collections.nCopies(count, element));
  }

  private boolean offer(Batch batch) {
    return !full && batches.add(batch);
  }

  private long lines() {
    return batches.stream()
        .flatMap(batch -> batch.datagrams().stream())
        .flatMap(bytes -> new String(bytes, UTF_8).lines())
        .count();
  }

  private WebhookReceiver receiver(Content content) {
    return new WebhookReceiver(
        List.of(webhook(content)), this::offer, Clock.systemUTC(), telemetry);
  }

  private static Webhook webhook(Content content) {
    return new Webhook("/x", new Authentication.Open(), List.of(), content);
  }

  /** Counts each message with another {@code id}, but those that say {@code skip}. */
  private static Content oncePerId(String each) throws ExpressionException {
    Rule rule =
        new Rule(
            new Output.Metric("a", Output.Type.COUNT, new Output.Value.One()),
            Optional.empty(),
            new Conditions(List.of(Expressions.condition("body.id != null")), List.of()),
            List.of());
    return new Content.Ruled(
        Optional.of(Expressions.chain(each)),
        new Conditions(List.of(), List.of(Expressions.condition("body.skip"))),
        List.of(Expressions.chain("body.id")),
        Optional.empty(),
        Set.of(),
        List.of(rule));
  }

  private Answer post(WebhookReceiver receiver, String body) throws RefusedException {
    return receiver.handle(request(body.getBytes(UTF_8), Map.of()));
  }

  private Refusal refusal(WebhookReceiver receiver, String body) {
    return assertThrows(RefusedException.class, () -> post(receiver, body)).refusal();
  }

  private static Request request(byte[] body, Map<String, List<String>> headers) {
    return new Request("POST", "/x", headers, body);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
