package io.tagalong.sidecar.dogstatsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tagalong.sidecar.dogstatsd.RecordingSink.AcceptedCheck;
import io.tagalong.sidecar.dogstatsd.RecordingSink.Outcome;
import java.util.List;

/** A service check that was accepted means the same when it is written plainly. */
class ServiceCheckFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void readsItsOwnPlainFormOfWhatItAccepts(byte[] tail) {
    String message = "_sc|" + new String(tail, ISO_8859_1).replaceAll("[\r\n]", "");

    List<Outcome> outcomes = RecordingSink.parse(message.getBytes(ISO_8859_1));

    assertEquals(1, outcomes.size());
    if (outcomes.get(0) instanceof AcceptedCheck accepted) {
      ServiceCheck check = accepted.check();
      assertFalse(check.name().isEmpty());
      assertTrue(check.status() >= 0 && check.status() <= 3, () -> "status " + check.status());
      assertEquals(outcomes, RecordingSink.parse(plain(check)));
    }
  }

  private static String plain(ServiceCheck check) {
    return "_sc|%s|%d".formatted(check.name(), check.status())
        + PlainFields.shared(
            check.timestampSeconds(), check.hostname(), check.tags(), check.origin())
        + PlainFields.of("m:", check.message());
  }
}
