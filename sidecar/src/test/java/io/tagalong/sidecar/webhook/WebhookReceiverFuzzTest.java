package io.tagalong.sidecar.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.http.Answer;
import io.tagalong.sidecar.http.RefusedException;
import io.tagalong.sidecar.http.Request;
import io.tagalong.sidecar.telemetry.Telemetry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Any body is taken or refused; what is taken is whole lines. */
class WebhookReceiverFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void takesOrRefusesAnyBody(FuzzedDataProvider data) throws ExpressionException {
    String encoding = data.pickValue(new String[] {"identity", "gzip", "deflate", "br"});
    String path = data.pickValue(new String[] {"/series", "/rules"});
    Rule rule =
        new Rule(
            new Output.Metric(
                "a.b", Output.Type.SET, new Output.Value.At(Expressions.chain("item"))),
            Optional.of(Expressions.chain("body")),
            Conditions.NONE,
            List.of(new Rule.TagValue("t", Expressions.text("item ? item.a"))));
    WebhookReceiver receiver =
        new WebhookReceiver(
            List.of(
                webhook("/series", new Content.Series(Set.of(), Set.of())),
                webhook("/rules", ruled(rule))),
            WebhookReceiverFuzzTest::holdsWholeLines,
            Clock.systemUTC(),
            new Telemetry());
    Request request =
        new Request(
            "POST",
            path,
            Map.of("content-encoding", List.of(encoding)),
            data.consumeRemainingAsBytes());

    try {
      assertEquals(Answer.ACCEPTED, receiver.handle(request));
    } catch (RefusedException refused) {
      assertTrue(refused.refusal().answer().status() >= 400);
    }
  }

  private static boolean holdsWholeLines(Batch batch) {
    batch.datagrams().forEach(bytes -> assertEquals('\n', bytes[bytes.length - 1]));
    return true;
  }

  private static Content ruled(Rule rule) {
    return new Content.Ruled(
        Optional.empty(), Conditions.NONE, List.of(), Optional.empty(), Set.of(), List.of(rule));
  }

  private static Webhook webhook(String path, Content content) {
    return new Webhook(path, new Authentication.Open(), List.of(), content);
  }
}
