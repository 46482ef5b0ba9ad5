package io.tagalong.sidecar.deliver;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the intake's answers mean. The choice follows the Agent (404 is tried again, because a proxy
 * or a new region may lack a route for a while) with two differences: a refused key keeps the data,
 * and a redirect is no success.
 */
final class Answers {

  static final int MAX_READ_BYTES = 4096;
  private static final int MAX_QUOTED_CHARACTERS = 200;

  private Answers() {}

  static Outcome outcome(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Outcome.Delivered();
    }
    if (status / 100 == 3) {
      return new Outcome.TryLater(
          "it is redirected (status " + status + "), so the intake address is wrong",
          Duration.ZERO);
    }
    return switch (status) {
      case 401, 403 -> new Outcome.KeyRefused(status);
      case 413 -> new Outcome.TooLarge();
      case 404, 408, 429 -> later(status, response.headers());
      default ->
          status >= 500
              ? later(status, response.headers())
              : new Outcome.Rejected(status, quoted(response.body()));
    };
  }

  private static Outcome later(int status, HttpHeaders headers) {
    return new Outcome.TryLater("the intake answers with status " + status, askedWait(headers));
  }

  /** The longer of the two headers; dates and other texts count as nothing. */
  private static Duration askedWait(HttpHeaders headers) {
    return Stream.of(headers.firstValue("Retry-After"), headers.firstValue("X-RateLimit-Reset"))
        .flatMap(Optional::stream)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static String quoted(String answer) {
    return answer.length() <= MAX_QUOTED_CHARACTERS
        ? answer
        : answer.substring(0, MAX_QUOTED_CHARACTERS) + "...";
  }
}
