package io.tagalong.sidecar.webhook;

import java.time.Instant;
import java.util.Optional;

/** Reads points in time as senders write them: seconds since 1970, or milliseconds. */
final class UnixTime {
  /** In seconds that would be the year 5138, in milliseconds it is 1973. */
  private static final long FIRST_OF_MILLIS = 100_000_000_000L;

  private UnixTime() {}

  /** The time; nothing for what is no whole number, or too large a one. */
  static Optional<Instant> read(String text) {
    if (!text.matches("[0-9]{1,15}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return Optional.of(
        number < FIRST_OF_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
  }
}
