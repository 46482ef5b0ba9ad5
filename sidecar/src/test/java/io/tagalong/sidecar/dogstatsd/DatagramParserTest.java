package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tagalong.sidecar.dogstatsd.RecordingSink.Accepted;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedCheck;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedEvent;
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
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
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
        "_e{2,2}hi|yo EV_NO_HEADER",
        "_e{0,x}:hi|yo EV_EMPTY_TITLE",
        "_e{2,x}:hi|yo EV_HEADER",
        "_e{2,2 EV_NO_HEADER",
        "_e{: EV_HEADER",
        "_e{2,2}: EV_LENGTH",
        "_e{2,0}:hi EV_LENGTH",
        "_e{2,9223372036854775807}:hi|yo EV_LENGTH",
        "_e{9223372036854775807,2}:hi|yo EV_LENGTH",
        "_e{2,9223372036854775808}:hi|yo EV_HEADER",
        "_sc|db SC_FORMAT",
        "_sc| SC_FORMAT",
        "_sc||9 SC_NAME",
        "_sc|db|4 SC_STATUS",
        "_sc|db| SC_STATUS",
        "a:1|c|T9223372036854775808 BAD_TIMESTAMP",
        "a:1|c|T5|T BAD_TIMESTAMP",
        "a:1|c|T1700000000|@half BAD_RATE",
        "a:1|c|T0|T5 BAD_TIMESTAMP",
        "a:x|z BAD_TYPE",
        "a:x|c|@y BAD_VALUE",
        "a::|c NO_VALUE",
        ":|c BAD_NAME_VALUE",
        ":5 NO_PIPE",
        "a NO_PIPE",
        "a|5|c BAD_NAME_VALUE",
        "|5|c BAD_NAME_VALUE",
        "a|c|#b:1 BAD_NAME_VALUE",
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

  /** What lies behind the datagram in the buffer is an older one. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "a:", "a:1", "a:1|", "a:1|c", "a:1|c|", "a:1|c|#", "a:1|c|#b"})
  void doesNotReadBehindTheDatagram(String datagram) {
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    byte[] longer = (datagram + "7:2|g|#x,y|@0.5|T9\na:5|c\n").getBytes(StandardCharsets.UTF_8);

    List<Outcome> alone = RecordingSink.parse(bytes);
    List<Outcome> reused = RecordingSink.parse(longer, bytes.length, ParserOptions.DEFAULT);

    assertEquals(alone, reused);
  }

  @Test
  void acceptsAsManyValuesAsADatagramHolds() {
    String values = String.join(":", Collections.nCopies(30_000, "7"));

    List<Outcome> outcomes = RecordingSink.parse("a:" + values + "|d");

    Accepted metric = assertInstanceOf(Accepted.class, outcomes.get(0));
    assertEquals(Collections.nCopies(30_000, 7.0), metric.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "c:in-18446744073709551615 -1",
        "c:in-007 7",
        "c:in-18446744073709551616 NONE",
        "c:in--5 NONE",
        "c:in-+5 NONE",
        "c:in- NONE",
      },
      nullValues = "NONE")
  void readsInodeOf64UnsignedBits(String field, @Nullable Long inode) {
    List<Outcome> outcomes = RecordingSink.parse("a:1|c|" + field);

    Accepted metric = assertInstanceOf(Accepted.class, outcomes.get(0));
    assertEquals(inode, metric.origin().cgroupInode());
  }

  @Test
  void forgetsOriginOfTheMessageBefore() {
    List<Outcome> outcomes =
        RecordingSink.parse("a:1|c|c:ci-1,in-2|e:cn-x|card:low\nb:1|c|c:old|c:\nc:1|c|card");

    assertEquals(
        List.of(new Origin("1", 2L, "cn-x", "low"), Origin.NONE, Origin.NONE),
        outcomes.stream().map(each -> ((Accepted) each).origin()).toList());
  }

  @Test
  void takesFieldThatTouchesTheEventsText() {
    List<Outcome> outcomes = RecordingSink.parse("_e{2,2}:hi|yoh:web|p:low");

    AcceptedEvent accepted = assertInstanceOf(AcceptedEvent.class, outcomes.get(0));
    assertEquals("web", accepted.event().hostname());
    assertEquals(Event.Priority.LOW, accepted.event().priority());
  }

  @Test
  void keepsEarlierFieldWhenALaterOneIsBad() {
    List<Outcome> outcomes =
        RecordingSink.parse("_e{2,2}:hi|yo|d:5|p:low|t:error|d:x|p:LOW|t:|d:1_0");

    Event event = assertInstanceOf(AcceptedEvent.class, outcomes.get(0)).event();
    assertEquals(5, event.timestampSeconds());
    assertEquals(Event.Priority.LOW, event.priority());
    assertEquals(Event.AlertType.ERROR, event.alertType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"_scan.files:3|c", "_sc;web|0|h:x"})
  void takesServiceCheckOnlyWhenItsPipeIsThere(String message) {
    List<Outcome> outcomes = RecordingSink.parse(message);

    assertFalse(outcomes.get(0) instanceof AcceptedCheck);
    assertNotEquals(List.of(new Rejected(Rejection.SC_FORMAT, message)), outcomes);
  }

  @Test
  void rejectsOnlyTheUnterminatedTailWhenEolIsRequired() {
    byte[] datagram = "a:1|c\r\nb:1|c\n_e{2,2}:hi|yo\r".getBytes(StandardCharsets.UTF_8);

    List<Outcome> outcomes =
        RecordingSink.parse(datagram, datagram.length, new ParserOptions(true, true, true, false));

    assertEquals(3, outcomes.size());
    assertEquals(new Rejected(Rejection.UNTERMINATED, "_e{2,2}:hi|yo"), outcomes.get(2));
  }

  @Property
  void readsEveryEventAsItWasWritten(
      @ForAll("texts") String title,
      @ForAll("texts") String text,
      @ForAll("words") String host,
      @ForAll long seconds,
      @ForAll("tags") List<String> tags) {
    String message =
        "_e{%d,%d}:%s|%s|h:%s|d:%d|#%s"
            .formatted(
                bytes(title), bytes(text), title, text, host, seconds, String.join(",", tags));

    Event event = assertInstanceOf(AcceptedEvent.class, onlyOutcome(message)).event();

    assertEquals(title.replace("\\n", "\n"), event.title());
    assertEquals(text.replace("\\n", "\n"), event.text());
    assertEquals(host, event.hostname());
    assertEquals(seconds, event.timestampSeconds());
    assertEquals(tags, event.tags());
  }

  @Property
  void readsEveryServiceCheckAsItWasWritten(
      @ForAll("words") String name,
      @ForAll @IntRange(max = 3) int status,
      @ForAll("words") String text,
      @ForAll("tags") List<String> tags) {
    String message = "_sc|%s|%d|m:%s|#%s".formatted(name, status, text, String.join(",", tags));

    ServiceCheck check = assertInstanceOf(AcceptedCheck.class, onlyOutcome(message)).check();

    assertEquals(new ServiceCheck(name, status, 0, null, text, tags, Origin.NONE), check);
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
            "a",
            "name",
            ":",
            "::",
            "|",
            "||",
            "|c",
            "|ms",
            "|d",
            "|s",
            "|#",
            "a:b",
            ",",
            "|@",
            "0.5",
            "1",
            "-",
            "+",
            "1e309",
            "0x",
            "0x1p-2",
            "_",
            "nan",
            "inf",
            ".",
            "|T",
            "17",
            "\n",
            "\r",
            "\r\n",
            "_e{",
            "_sc|",
            "_e{1,1}:",
            "_sc|a|0",
            "|d:",
            "|h:",
            "|p:",
            "|c:",
            "in-",
            "|card:",
            "\u00ff",
            " ");
    return parts.list().ofMaxSize(20).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.of("a", "é", "|", ":", "h:", "\\n", "\\", "#", " ", "\uD83D\uDE00");
    return parts.list().ofMinSize(1).ofMaxSize(10).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abzé#:\\ ").ofMinLength(1).ofMaxLength(10);
  }

  @Provide
  Arbitrary<List<String>> tags() {
    return words().list().ofMaxSize(4);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Outcome onlyOutcome(String message) {
    List<Outcome> outcomes = RecordingSink.parse(message);
    assertEquals(1, outcomes.size());
    return outcomes.get(0);
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
