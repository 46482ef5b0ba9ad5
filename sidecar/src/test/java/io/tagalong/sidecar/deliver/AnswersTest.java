package io.tagalong.sidecar.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 30 | Sat, 21 Nov 2026 10:00:00 GMT | 30",
        "3600 | | | 3600",
        "Sat, 21 Nov 2026 11:00:00 GMT | | Sat, 21 Nov 2026 10:00:00 GMT | 3600",
        "Sat, 21 Nov 2026 10:00:20 GMT | 30 | Sat, 21 Nov 2026 10:00:00 GMT | 30",
        "Fri, 31 Dec 1999 23:59:59 GMT | | Sat, 21 Nov 2026 10:00:00 GMT | 0",
        "Sat, 21 Nov 2026 11:00:00 GMT | | | 0",
        "soon | -1 | now | 0",
        "9999999999 | | | 0",
      })
  void waitsAsLongAsTheIntakeAsks(
      @Nullable String after, @Nullable String reset, @Nullable String date, long seconds) {
    Map<String, List<String>> headers = new HashMap<>();
    put(headers, "Retry-After", after);
    put(headers, "X-RateLimit-Reset", reset);
    put(headers, "Date", date);

    Outcome outcome = Answers.outcome(429, HttpHeaders.of(headers, (name, text) -> true));

    assertEquals(
        new Outcome.TryLater(
            "the intake answers with status 429", Duration.ofSeconds(seconds), Taken.NO),
        outcome);
  }

  private static void put(Map<String, List<String>> headers, String name, @Nullable String text) {
    if (text != null) {
      headers.put(name, List.of(text));
    }
  }
}
