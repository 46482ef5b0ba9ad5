package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagalong.sidecar.dogstatsd.RecordingSink.Accepted;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedCheck;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedEvent;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Rejected;
import io.tagalong.sidecar.vectors.JsonObject;
import io.tagalong.sidecar.vectors.VectorFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The conformance cases of {@code parser.jsonl} against the parser.
 *
 * <p>Every case of the parse stage runs, with its configuration. Left out are the cases of the
 * Agent's trap that {@code _sc} starts a service check even without a pipe; {@link
 * DatagramParserTest} has our own reading.
 */
class ParserVectorsTest {
  private static final Set<String> AGENT_TRAPS = Set.of("S.PREFIX_TRAP", "S.FOURTH_BYTE");
  private static final Set<String> KNOWN_OPTIONS =
      Set.of(
          "no_aggregation_pipeline",
          "origin_detection_client",
          "eol_required",
          "dogstatsd_buffer_size");
  private static final String FILE = "parser.jsonl";

  @TestFactory
  Stream<DynamicTest> parsesAsTheAgentDoes() {
    return vectors().stream()
        .filter(ParserVectorsTest::isOurs)
        .map(each -> DynamicTest.dynamicTest(each.text("id"), () -> check(each)));
  }

  @Test
  void runsAllCasesButThoseOfOtherStagesAndTheTraps() {
    assumeTrue(VectorFiles.areOurs());

    List<JsonObject> parsed =
        vectors().stream().filter(each -> each.text("stage").equals("parse")).toList();
    long run = parsed.stream().filter(ParserVectorsTest::isOurs).count();

    assertEquals(198, vectors().size());
    assertEquals(173, parsed.size());
    assertEquals(171, run);
  }

  private static List<JsonObject> vectors() {
    return JsonObject.linesOf(VectorFiles.path(FILE));
  }

  private static boolean isOurs(JsonObject vector) {
    return vector.text("stage").equals("parse") && !AGENT_TRAPS.contains(vector.text("rule"));
  }

  private static void check(JsonObject vector) {
    List<JsonObject> expected = vector.objects("expect");
    JsonObject config = vector.objectOrEmpty("config");
    byte[] datagram = datagram(vector);
    int length =
        config.has("dogstatsd_buffer_size")
            ? Math.min(bufferBytes(config), datagram.length)
            : datagram.length;

    List<Outcome> outcomes = RecordingSink.parse(datagram, length, options(config));

    assertEquals(expected.stream().map(ParserVectorsTest::expected).toList(), known(outcomes));
  }

  private static ParserOptions options(JsonObject config) {
    assertEquals(Set.of(), unknownOptions(config));
    return new ParserOptions(
        config.flag("no_aggregation_pipeline", true),
        config.flag("origin_detection_client", true),
        config.flag("eol_required", false),
        false);
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
    return switch (entry.text("kind")) {
      case "error" -> entry.text("why");
      case "event" -> event(entry);
      case "service_check" -> serviceCheck(entry);
      case "metric" -> metric(entry);
      default -> throw new IllegalArgumentException("unknown kind in " + FILE + ": " + entry);
    };
  }

  private static Accepted metric(JsonObject entry) {
    return new Accepted(
        entry.text("name"),
        MetricType.valueOf(constant(entry, "type")),
        entry.has("values")
            ? entry.list("values").stream().map(ParserVectorsTest::number).toList()
            : List.of(),
        entry.has("set_value") ? entry.text("set_value") : "",
        entry.number("sample_rate"),
        entry.texts("tags"),
        entry.wholeNumberOrZero("timestamp"),
        origin(entry));
  }

  private static AcceptedEvent event(JsonObject entry) {
    return new AcceptedEvent(
        new Event(
            entry.text("title"),
            entry.text("text"),
            entry.wholeNumberOrZero("timestamp"),
            entry.textOrNull("hostname"),
            entry.textOrNull("aggregation_key"),
            entry.textOrNull("source_type_name"),
            Event.Priority.valueOf(constant(entry, "priority")),
            Event.AlertType.valueOf(constant(entry, "alert_type")),
            entry.texts("tags"),
            origin(entry)));
  }

  private static AcceptedCheck serviceCheck(JsonObject entry) {
    return new AcceptedCheck(
        new ServiceCheck(
            entry.text("name"),
            (int) entry.number("status"),
            entry.wholeNumberOrZero("timestamp"),
            entry.textOrNull("hostname"),
            entry.textOrNull("message"),
            entry.texts("tags"),
            origin(entry)));
  }

  private static Origin origin(JsonObject entry) {
    @Nullable Long inode =
        entry.has("cgroup_inode") ? Long.valueOf(entry.wholeNumberOrZero("cgroup_inode")) : null;
    return new Origin(
        entry.textOrNull("container_id"),
        inode,
        entry.textOrNull("external_data"),
        entry.textOrNull("cardinality"));
  }

  private static String constant(JsonObject entry, String field) {
    return entry.text(field).toUpperCase(Locale.ROOT);
  }

  private static Set<String> unknownOptions(JsonObject config) {
    Set<String> unknown = new HashSet<>(config.fields().keySet());
    unknown.removeAll(KNOWN_OPTIONS);
    return unknown;
  }

  /** What a server with so large a buffer would read of the datagram. */
  private static int bufferBytes(JsonObject config) {
    return (int) config.number("dogstatsd_buffer_size");
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
