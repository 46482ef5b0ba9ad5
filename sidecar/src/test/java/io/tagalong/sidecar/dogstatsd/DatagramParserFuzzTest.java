package io.tagalong.sidecar.dogstatsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whatever a datagram holds, each of its lines is read as if it had come alone. */
class DatagramParserFuzzTest {
  private static final ParserOptions STRICT = ParserOptions.DEFAULT.withStrict(true);
  private static final ParserOptions EOL_REQUIRED = new ParserOptions(true, true, true, false);

  @FuzzTest(maxDuration = "2m")
  void readsEachLineAsIfItWereAlone(byte[] datagram) {
    List<Outcome> together = RecordingSink.parse(datagram);

    List<Outcome> alone =
        lines(datagram)
            .flatMap(line -> RecordingSink.parse(line.getBytes(ISO_8859_1)).stream())
            .toList();
    assertEquals(lines(datagram).count(), together.size());
    assertEquals(alone, together);
  }

  @FuzzTest(maxDuration = "2m")
  void acceptsAndRejectsTheSameWhenStrict(byte[] datagram) {
    assertEquals(
        RecordingSink.parse(datagram), RecordingSink.parse(datagram, datagram.length, STRICT));
  }

  @FuzzTest(maxDuration = "2m")
  void rejectsNothingMoreThanTheTailWhenEolIsRequired(byte[] datagram) {
    List<Outcome> expected = new ArrayList<>(RecordingSink.parse(datagram));
    String tail = new String(datagram, ISO_8859_1).replaceFirst("(?s).*\n", "");
    if (!isEmpty(tail)) {
      byte[] message = tail.replaceFirst("\r$", "").getBytes(ISO_8859_1);
      expected.set(
          expected.size() - 1, new Rejected(Rejection.UNTERMINATED, new String(message, UTF_8)));
    }

    assertEquals(expected, RecordingSink.parse(datagram, datagram.length, EOL_REQUIRED));
  }

  /** The lines that hold a message, by another way than the parser's. */
  private static Stream<String> lines(byte[] datagram) {
    return Stream.of(new String(datagram, ISO_8859_1).split("\n")).filter(line -> !isEmpty(line));
  }

  private static boolean isEmpty(String line) {
    return line.isEmpty() || line.equals("\r");
  }
}
