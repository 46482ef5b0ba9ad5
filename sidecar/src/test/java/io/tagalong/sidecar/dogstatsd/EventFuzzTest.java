package io.tagalong.sidecar.dogstatsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedEvent;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import java.util.List;
import java.util.Locale;

/** An event that was accepted, however oddly written, means the same when it is written plainly. */
class EventFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readsItsOwnPlainFormOfWhatItAccepts(byte[] tail) {
    String message = "_e{" + new String(tail, ISO_8859_1).replaceAll("[\r\n]", "");

    List<Outcome> outcomes = RecordingSink.parse(message.getBytes(ISO_8859_1));

    assertEquals(1, outcomes.size());
    if (outcomes.get(0) instanceof AcceptedEvent accepted) {
      assertFalse(accepted.event().title().isEmpty());
      assertEquals(outcomes, RecordingSink.parse(plain(accepted.event())));
    }
  }

  private static String plain(Event event) {
    String title = event.title().replace("\n", "\\n");
    String text = event.text().replace("\n", "\\n");
    return "_e{%d,%d}:%s|%s".formatted(bytes(title), bytes(text), title, text)
        + PlainFields.of("k:", event.aggregationKey())
        + PlainFields.of("s:", event.sourceTypeName())
        + PlainFields.shared(
            event.timestampSeconds(), event.hostname(), event.tags(), event.origin())
        + PlainFields.of("t:", event.alertType().name().toLowerCase(Locale.ROOT))
        + PlainFields.of("p:", event.priority().name().toLowerCase(Locale.ROOT));
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
