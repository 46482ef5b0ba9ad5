package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.tagalong.sidecar.dogstatsd.RecordingSink.Accepted;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramParserTest {
  @ParameterizedTest
  @ValueSource(strings = {"_score:1|c", "_sc:1|c", "_scan.time:5|ms", "_e:1|c", "_:1|c"})
  void acceptsMetricWhoseNameBeginsLikeAnotherKindOfMessage(String message) {
    List<Outcome> outcomes = RecordingSink.parse(message);

    Accepted metric = assertInstanceOf(Accepted.class, outcomes.get(0));
    assertEquals(message.substring(0, message.indexOf(':')), metric.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "_e{2,2}:hi|yo UNSUPPORTED_EVENT",
        "_sc|db|0 UNSUPPORTED_SERVICE_CHECK",
        "a:1|c|T9223372036854775808 BAD_TIMESTAMP",
        "a:1|c|T5|T BAD_TIMESTAMP",
        "a:1|c|T1700000000|@half BAD_RATE",
        "a:1|c|T0|T5 BAD_TIMESTAMP",
        "a:x|z BAD_TYPE",
        "a:x|c|@y BAD_VALUE",
        "a::|c NO_VALUE",
        ":|c BAD_NAME_VALUE",
      })
  void namesTheFirstReasonInTheAgentsOrder(String message, Rejection expected) {
    List<Outcome> outcomes = RecordingSink.parse(message);

    assertEquals(List.of(new Rejected(expected, message)), outcomes);
  }

  @Test
  void forgetsFieldsOfTheMessageBefore() {
    List<Outcome> outcomes = RecordingSink.parse("a:1:2|h|#x:y|@0.5|T17\nb:3|h\nc:z|s\nd:4|g");

    assertEquals(
        List.of(
            new Accepted("a", MetricType.HISTOGRAM, List.of(1.0, 2.0), "", 0.5, List.of("x:y"), 17),
            new Accepted("b", MetricType.HISTOGRAM, List.of(3.0), "", 1, List.of(), 0),
            new Accepted("c", MetricType.SET, List.of(), "z", 1, List.of(), 0),
            new Accepted("d", MetricType.GAUGE, List.of(4.0), "", 1, List.of(), 0)),
        outcomes);
  }

  @ParameterizedTest
  @CsvSource({"1", "1700000000", "+07", "9223372036854775807", "5|T6"})
  void readsTheLastTimestamp(String text) {
    Accepted metric =
        assertInstanceOf(Accepted.class, RecordingSink.parse("a:1|h|T" + text).get(0));

    assertEquals(Long.parseLong(text.replaceAll(".*T", "")), metric.timestampSeconds());
  }

  @Test
  void keepsEmptyTagsAtBothEnds() {
    List<Outcome> outcomes = RecordingSink.parse("a:1|c|#,x,");

    assertEquals(
        List.of(new Accepted("a", MetricType.COUNT, List.of(1.0), "", 1, List.of("", "x", ""), 0)),
        outcomes);
  }

  @Test
  void readsNoFurtherThanTheGivenLength() {
    RecordingSink sink = new RecordingSink();
    byte[] buffer = "a:12|c\nb:1|c".getBytes(StandardCharsets.UTF_8);

    new DatagramParser().parse(buffer, 3, sink);

    assertEquals(List.of(new Rejected(Rejection.NO_PIPE, "a:1")), sink.outcomes);
  }

  @Test
  void acceptsAsManyValuesAsADatagramHolds() {
    String values = String.join(":", Collections.nCopies(30_000, "7"));

    List<Outcome> outcomes = RecordingSink.parse("a:" + values + "|d");

    Accepted metric = assertInstanceOf(Accepted.class, outcomes.get(0));
    assertEquals(Collections.nCopies(30_000, 7.0), metric.values());
  }

  @Property
  void reportsEveryNonEmptyLineOfAnyBytes(@ForAll byte[] datagram) {
    assertEquals(nonEmptyLines(datagram), RecordingSink.parse(datagram).size());
  }

  @Property(tries = 5000)
  void reportsEveryNonEmptyLineOfNearlyValidText(@ForAll("nearlyValid") String text) {
    byte[] datagram = text.getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(nonEmptyLines(datagram), RecordingSink.parse(datagram).size());
  }

  @Provide
  Arbitrary<String> nearlyValid() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "a", "name", ":", "::", "|", "||", "|c", "|ms", "|d", "|s", "|#", "a:b", ",", "|@",
            "0.5", "1", "-", "+", "1e309", "0x", "0x1p-2", "_", "nan", "inf", ".", "|T", "17", "\n",
            "\r", "\r\n", "_e{", "_sc|", "\u00ff", " ");
    return parts.list().ofMaxSize(20).map(list -> String.join("", list));
  }

  /**
   * By another way than the parser's: a line is empty when nothing but one carriage return is in
   * it.
   */
  private static long nonEmptyLines(byte[] datagram) {
    return Stream.of(new String(datagram, StandardCharsets.ISO_8859_1).split("\n"))
        .filter(line -> !line.isEmpty() && !line.equals("\r"))
        .count();
  }
}
