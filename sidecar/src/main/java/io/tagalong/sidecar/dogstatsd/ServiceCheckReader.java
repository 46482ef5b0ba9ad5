package io.tagalong.sidecar.dogstatsd;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one service check: {@code _sc|<name>|<status>[|field...]}.
 *
 * <p>The documented rule that the message comes last is not enforced, because clients write fields
 * behind it; so no message can hold a pipe.
 *
 * <p>An instance reads one message and is thrown away: service checks are rare.
 */
final class ServiceCheckReader {
  private final byte[] buffer;
  private final int from;
  private final int to;
  private final SharedFields shared;
  private String name = "";
  private int status;
  private @Nullable String message;

  /**
   * For the message [from, to), which begins with {@code _sc|}; adds to {@code notPortable} what it
   * finds.
   */
  ServiceCheckReader(
      byte[] buffer, int from, int to, ParserOptions options, Set<NotPortable> notPortable) {
    this.buffer = buffer;
    this.from = from;
    this.to = to;
    this.shared = new SharedFields(options, notPortable);
  }

  /** Reads the message; null means that {@link #serviceCheck} is complete. */
  @Nullable Rejection read() {
    int nameFrom = from + "_sc|".length();
    int nameTo = Bytes.indexOf(buffer, (byte) '|', nameFrom, to);
    if (nameTo < 0) {
      return Rejection.SC_FORMAT;
    }
    if (nameTo == nameFrom) {
      return Rejection.SC_NAME;
    }
    int statusFrom = nameTo + 1;
    int statusTo = Bytes.endOf(buffer, (byte) '|', statusFrom, to);
    boolean oneDigit = statusTo - statusFrom == 1;
    if (!oneDigit || buffer[statusFrom] < '0' || buffer[statusFrom] > '3') {
      return Rejection.SC_STATUS;
    }
    name = shared.plainText(buffer, nameFrom, nameTo);
    status = buffer[statusFrom] - '0';
    readFields(statusTo + 1);
    return null;
  }

  ServiceCheck serviceCheck() {
    return new ServiceCheck(
        name,
        status,
        shared.timestampSeconds,
        shared.hostname,
        message,
        shared.tags,
        shared.origin(buffer));
  }

  private void readFields(int fieldsFrom) {
    for (int fieldFrom = fieldsFrom; fieldFrom < to; ) {
      int fieldTo = Bytes.endOf(buffer, (byte) '|', fieldFrom, to);
      if (Bytes.startsWith(buffer, fieldFrom, fieldTo, "m:")) {
        message = WireText.of(buffer, fieldFrom + 2, fieldTo);
      } else {
        shared.take(buffer, fieldFrom, fieldTo);
      }
      fieldFrom = fieldTo + 1;
    }
  }
}
