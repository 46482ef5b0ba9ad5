package io.tagalong.sidecar.deliver;

import io.tagalong.sidecar.deliver.Outcome.Taken;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the intake's answers mean. The choice follows the Agent (404 is tried again, because a proxy
 * or a new region may lack a route for a while) with two differences: a refused key keeps the data,
 * and a redirect is no success.
 */
final class Answers {

  private Answers() {}

  static Outcome outcome(int status, HttpHeaders headers) {
    if (status / 100 == 2) {
      return new Outcome.Delivered();
    }
    if (status / 100 == 3) {
      return new Outcome.TryLater(
          "it is redirected (status " + status + "), so the intake address is wrong",
          Duration.ZERO,
          Taken.NO);
    }
    return switch (status) {
      case 401, 403 -> new Outcome.KeyRefused(status);
      case 413 -> new Outcome.TooLarge();
      case 407 ->
          new Outcome.TryLater(
              "the proxy asks for a user and a password (status 407); put them into its address",
              Duration.ZERO,
              Taken.NO);
      case 404, 408, 429, 503 -> later(status, headers, Taken.NO);
      default ->
          status >= 500 ? later(status, headers, Taken.PERHAPS) : new Outcome.Rejected(status);
    };
  }

  private static Outcome later(int status, HttpHeaders headers, Taken taken) {
    return new Outcome.TryLater(
        "the intake answers with status " + status, askedWait(headers), taken);
  }

  /**
   * The longer of the two headers. {@code Retry-After} may be a date (RFC 9110, 10.2.3), which
   * counts from the answer's own: clocks differ.
   */
  private static Duration askedWait(HttpHeaders headers) {
    Optional<Duration> untilDate =
        date(headers, "Retry-After")
            .flatMap(end -> date(headers, "Date").map(now -> Duration.between(now, end)));
    return Stream.of(
            seconds(headers, "Retry-After"), seconds(headers, "X-RateLimit-Reset"), untilDate)
        .flatMap(Optional::stream)
        .filter(wait -> !wait.isNegative())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> seconds(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Optional<Instant> date(HttpHeaders headers, String name) {
    return headers.firstValue(name).flatMap(Answers::date);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }
}
