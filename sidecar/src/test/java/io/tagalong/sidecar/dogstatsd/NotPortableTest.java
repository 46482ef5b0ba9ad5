package io.tagalong.sidecar.dogstatsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict mode; the differences are those that the vectors note under {@code adp}. */
class NotPortableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "température:1|g; NON_ASCII_NAME",
        "gap::6|c; EMPTY_VALUE",
        "gap:6:|c; EMPTY_VALUE",
        "nan:NaN|g; NON_FINITE_VALUE",
        "hex:0x1p-2|g; GO_NUMBER",
        "sep:1_000|c; GO_NUMBER",
        "sep:1|c|@0_1e-1; GO_NUMBER",
        "r:1|c|@2; RATE_OUT_OF_RANGE",
        "r:1|c|@0; RATE_OUT_OF_RANGE",
        "r:1|c|@nan; RATE_OUT_OF_RANGE",
        "t:1|c||#a:b; EMPTY_FIELD",
        "o:1|c|c:; EMPTY_ORIGIN",
        "_e{2,2}:hi|yo|c:; EMPTY_ORIGIN",
        "_e{6,0}:Reboot|; EVENT_WITHOUT_TEXT",
        "_e{2,2]:hi|yo; EVENT_FRAME",
        "_e{2,2}:hi-yo; EVENT_FRAME",
        "_e{2,2}:hi|yo and more|p:low; EVENT_SURPLUS",
        "_e{+2,2}:hi|yo; SIGNED_INTEGER",
        "_e{2,2}:hi|yo|d:+5; SIGNED_INTEGER",
        "_e{2,2}:hi|yo|d:soon; BAD_TIME",
        "_e{2,2}:hi|yo|p:urgent; BAD_WORD",
        "_e{2,2}:hi|yo|t:fatal; BAD_WORD",
        "_e{2,2}:hi|yo|k:gate/a; ODD_CHARACTERS",
        "_sc|My Check #1|0; ODD_CHARACTERS",
        "_sc|db|0|h:é; ODD_CHARACTERS",
        "_sc|db|0|d:later; BAD_TIME",
      })
  void namesWhatTheSuccessorOfTheAgentReadsOtherwise(String message, NotPortable expected) {
    assertEquals(List.of(expected), found(message, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b:1:-2.5e3|c|@0.5|#é,:,|c:ci-1|e:x|card:y",
        "a:0x_::|s",
        "a:1|c|",
        "_e{3,2}:hé|yo|d:5|h:a.b|k:k 1|p:low|s:s_1|t:error|#é",
        "_sc|db-1|3|d:5|h:h|m:é|#é",
      })
  void findsNothingInWhatIsPortable(String message) {
    assertEquals(List.of(), found(message, true));
  }

  @Test
  void namesEachKindOncePerMessageAndForgetsItForTheNext() {
    assertEquals(
        List.of(NotPortable.EMPTY_VALUE, NotPortable.GO_NUMBER, NotPortable.EMPTY_VALUE),
        found("a::1_0::2_0|c\nb:1|c\n_sc|x#|9\nc::1|c", true));
  }

  @Test
  void saysNothingWhenModeIsOff() {
    assertEquals(List.of(), found("a::1|c\n_e{6,0}:Reboot|", false));
  }

  private static List<NotPortable> found(String datagram, boolean strict) {
    RecordingSink sink = new RecordingSink();
    byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
    new DatagramParser(ParserOptions.DEFAULT.withStrict(strict)).parse(bytes, bytes.length, sink);
    return sink.notPortable;
  }
}
