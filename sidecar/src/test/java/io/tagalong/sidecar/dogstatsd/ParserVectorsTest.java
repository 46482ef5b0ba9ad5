package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.dogstatsd.RecordingSink.Accepted;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Rejected;
import io.tagalong.sidecar.vectors.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance cases of {@code vectors/parser.jsonl} against the parser.
 *
 * <p>Every case of the parse stage runs that has the default configuration. What this version does
 * not support is expected to be rejected as such: a metric with a timestamp, an event, a service
 * check. Origin fields ({@code c:}, {@code e:}, {@code card:}) must parse and are not reported.
 * Left out are the cases of the Agent's trap that {@code _sc} starts a service check even without a
 * pipe.
 */
class ParserVectorsTest {
  private static final Set<String> AGENT_TRAPS = Set.of("s-prefix-trap-o1", "s-fourth-byte-o1");
  private static final String FILE = "parser.jsonl";

  @TestFactory
  Stream<DynamicTest> parsesAsTheAgentDoes() {
    return JsonObject.linesOf(FILE).stream()
        .filter(ParserVectorsTest::isOurs)
        .map(each -> DynamicTest.dynamicTest(each.text("id"), () -> check(each)));
  }

  @Test
  void runsAllCasesButThoseOfOtherStagesAndConfigurations() {
    List<JsonObject> all = JsonObject.linesOf(FILE);

    long run = all.stream().filter(ParserVectorsTest::isOurs).count();

    assertEquals(198, all.size());
    assertEquals(165, run);
  }

  private static boolean isOurs(JsonObject vector) {
    return vector.text("stage").equals("parse")
        && !vector.has("config")
        && !AGENT_TRAPS.contains(vector.text("id"));
  }

  private static void check(JsonObject vector) {
    List<JsonObject> expected = vector.objects("expect");

    List<Outcome> outcomes = RecordingSink.parse(datagram(vector));

    assertEquals(expected.stream().map(ParserVectorsTest::expected).toList(), known(outcomes));
  }

  private static byte[] datagram(JsonObject vector) {
    return vector.has("datagram_b64")
        ? Base64.getDecoder().decode(vector.text("datagram_b64"))
        : vector.text("datagram").getBytes(StandardCharsets.UTF_8);
  }

  /** An accepted message as it is, a rejection by its id. */
  private static List<Object> known(List<Outcome> outcomes) {
    List<Object> known = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      known.add(outcome instanceof Rejected rejected ? rejected.why().id() : outcome);
    }
    return known;
  }

  private static Object expected(JsonObject entry) {
    String kind = entry.text("kind");
    String messageType = entry.has("message_type") ? entry.text("message_type") : kind;
    if (messageType.equals("event")) {
      return Rejection.UNSUPPORTED_EVENT.id();
    }
    if (messageType.equals("service_check")) {
      return Rejection.UNSUPPORTED_SERVICE_CHECK.id();
    }
    if (kind.equals("error")) {
      return entry.text("why");
    }
    return new Accepted(
        entry.text("name"),
        MetricType.valueOf(entry.text("type").toUpperCase(Locale.ROOT)),
        entry.has("values")
            ? entry.list("values").stream().map(ParserVectorsTest::number).toList()
            : List.of(),
        entry.has("set_value") ? entry.text("set_value") : "",
        entry.number("sample_rate"),
        entry.list("tags").stream().map(String.class::cast).toList(),
        entry.has("timestamp") ? ((Number) entry.get("timestamp")).longValue() : 0);
  }

  private static double number(Object json) {
    if (json instanceof Number number) {
      return number.doubleValue();
    }
    return switch ((String) json) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("not a number in " + FILE + ": " + json);
    };
  }
}
